using Microsoft.ML;
using TransferKit.Datasets;
using TransferKit.MLNet.Training;
using TransferKit.Tasks;

namespace TransferKit.MLNet;

/// <summary>Data of ML.NET as data of TransferKit.</summary>
public static class DataViewImages
{
    /// <summary>Makes a data set of the rows of data, for everything that TransferKit does with one: splits, comparisons, strategy.</summary>
    /// <param name="data">The data.</param>
    /// <param name="imageColumn">The column of images: paths (text), absolute or relative to <paramref name="folder"/>, or files' bytes (a vector of Byte).</param>
    /// <param name="tasks">What there is to learn. Labels are keys, text, Single, Double, Int32 or Boolean; missing keys, empty text and NaN are
    /// missing labels; the labels of a multi-label task are text, separated by <c>;</c>.</param>
    /// <param name="folder">An empty folder for the table, and for the images where they are bytes; the data set needs them as long as it is used.</param>
    /// <param name="groupColumn">The column that says which rows stay together in splits; null for none.</param>
    /// <param name="options">How it is read; null for the defaults.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <exception cref="Foundation.InvalidOptionsException">A column is not there, or of a type that cannot be read.</exception>
    /// <exception cref="InvalidDatasetException">No images, too many bad ones, or two rows of one path.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ImageDataset> ToImageDatasetAsync(
        this IDataView data, string imageColumn, IReadOnlyList<LearningTask> tasks, string folder, string? groupColumn = null, DatasetOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        using (var table = new DataViewTable(folder, imageColumn, tasks))
        {
            table.Add(data, null, groupColumn, cancellationToken);
        }

        return await ImageDataset.FromCsvAsync(DataViewTable.PathOf(folder), tasks, DataViewTable.PathColumn, options, null, cancellationToken).ConfigureAwait(false);
    }
}
