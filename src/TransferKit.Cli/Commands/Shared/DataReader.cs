using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>Opens what <c>--data</c> names: a folder or a table.</summary>
internal static class DataReader
{
    private const string DefaultImageColumn = "path";

    /// <summary>Reads the data.</summary>
    /// <param name="data">A folder or a CSV or TSV file.</param>
    /// <param name="image">The column of image paths, or null.</param>
    /// <param name="tasks">The tasks of a table; empty for its own <c>label</c> column.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static Task<ImageDataset> ReadAsync(
        string data,
        string? image,
        IReadOnlyList<LearningTask> tasks,
        DatasetOptions options,
        IProgress<ProgressReport> progress,
        CancellationToken cancellation) =>
        IsTable(data)
            ? ImageDataset.FromCsvAsync(data, tasks, image ?? DefaultImageColumn, options, progress, cancellation)
            : ImageDataset.FromFoldersAsync(data, options, progress, cancellation);

    /// <summary>Whether the data is a table; what does not exist is judged by its name.</summary>
    public static bool IsTable(string data) =>
        File.Exists(data) || (!Directory.Exists(data) && Path.GetExtension(data).ToLowerInvariant() is ".csv" or ".tsv");
}
