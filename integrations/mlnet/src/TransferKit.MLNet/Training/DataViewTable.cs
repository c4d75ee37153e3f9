using System.Globalization;
using CsvHelper;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.MLNet.Scoring;
using TransferKit.Tasks;

namespace TransferKit.MLNet.Training;

/// <summary>Writes rows of data as the table that the library reads; images that are bytes become files beside it.</summary>
internal sealed class DataViewTable : IDisposable
{
    /// <summary>The table's column of images.</summary>
    public const string PathColumn = "path";

    private const string SplitColumn = "split";
    private const string GroupColumn = "group";

    private static readonly string[] Taken = [PathColumn, SplitColumn, GroupColumn, "source"];

    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    private readonly string _folder;
    private readonly string _imageColumn;
    private readonly IReadOnlyList<string> _labels;
    private readonly CsvWriter _table;
    private int _rows;

    /// <param name="folder">The folder, which is there.</param>
    /// <param name="imageColumn">The data's column of images.</param>
    /// <param name="tasks">The tasks, with the data's columns of labels.</param>
    /// <exception cref="InvalidOptionsException">A task is of a kind that no column can hold, or its column has a name that means something else in a table.</exception>
    public DataViewTable(string folder, string imageColumn, IReadOnlyList<LearningTask> tasks)
    {
        (_folder, _imageColumn) = (folder, imageColumn);
        foreach (var task in tasks)
        {
            Check(task);
        }

        // Two tasks may learn from one column.
        _labels = [.. tasks.Select(task => task.Column).Distinct()];
        _table = CsvWriter.ToFile(PathOf(folder), Format);
        _table.WriteRecord([PathColumn, SplitColumn, GroupColumn, .. _labels]);
    }

    /// <summary>The table in a folder.</summary>
    public static string PathOf(string folder) => Path.Combine(folder, "data.csv");

    /// <summary>Adds all rows of data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="part">The part of the split that they are; null where they are to be split.</param>
    /// <param name="groupColumn">The column of groups that stay together; null for none.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <exception cref="InvalidOptionsException">A column is not there, or of a type that cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The data gave other rows when they were read a second time.</exception>
    public void Add(IDataView data, SplitName? part, string? groupColumn, CancellationToken cancellationToken)
    {
        var schema = data.Schema;
        var labels = _labels.Select(label => ImageColumns.Find(schema, label)).ToList();
        DataViewSchema.Column[] groups = groupColumn is null ? [] : [ImageColumns.Find(schema, groupColumn)];
        // Two cursors in step: what images hold is read as everywhere else.
        using var images = new ImageCursor(data, _imageColumn);
        using var rows = data.GetRowCursor([.. labels, .. groups]);
        var readers = groups.Concat(labels).Select(column => LabelReader.Of(rows, column)).ToList();
        var (idOf, id) = (rows.GetIdGetter(), default(DataViewRowId));
        while (rows.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            idOf(ref id);
            if (!images.MoveNext() || !images.Id.Equals(id))
            {
                throw ImageCursor.OtherRows();
            }

            var cells = readers.Select(read => read()).ToList();
            var image = images.Current;
            _table.WriteRecord([image.Path ?? Save(image.Bytes), part?.ToText() ?? "", groups.Length > 0 ? cells[0] : "", .. cells.Skip(groups.Length)]);
            _rows++;
        }

        if (images.MoveNext())
        {
            throw ImageCursor.OtherRows();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();

    private static void Check(LearningTask task)
    {
        if (task.Kind == TaskKind.Box)
        {
            throw new InvalidOptionsException($"Task '{task.Name}' is one of boxes, which no column of ML.NET holds; train it with TransferTrainer.");
        }

        if (Taken.Contains(task.Column))
        {
            throw new InvalidOptionsException($"The labels of task '{task.Name}' are in a column '{task.Column}', a name that means something else in TransferKit's tables: copy it to another name.");
        }
    }

    private string Save(ReadOnlyMemory<byte> bytes)
    {
        var name = _rows.ToString("000000", CultureInfo.InvariantCulture) + ".image";
        File.WriteAllBytes(Path.Combine(_folder, name), bytes.Span);
        return name;
    }
}
