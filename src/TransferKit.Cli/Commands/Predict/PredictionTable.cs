using System.Globalization;
using CsvHelper;
using TransferKit.Artifacts;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>The table that <c>predict --csv</c> writes: a row an image; where the model is unsure the answer is empty.</summary>
internal sealed class PredictionTable : IDisposable
{
    private readonly CsvWriter _writer;
    private readonly IReadOnlyList<ArtifactTask> _tasks;
    private readonly double _abstainBelow;

    public PredictionTable(Stream stream, IReadOnlyList<ArtifactTask> tasks, double? abstainBelow)
    {
        (_tasks, _abstainBelow) = (tasks, abstainBelow ?? 0);
        _writer = CsvWriter.Create(stream, new CsvWriterOptions { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace }, leaveOpen: true);
        _writer.WriteRecord(["image", .. tasks.SelectMany(task => Columns(task.Name, task)), "error"]);
    }

    /// <summary>Adds a row.</summary>
    public void Add(PredictionLine line) => _writer.WriteRecord(
    [
        line.Image,
        .. _tasks.SelectMany(task => line.Prediction is { } prediction ? Cells(line, prediction, task) : Columns("", task).Select(_ => "")),
        line.Error ?? "",
    ]);

    public void Dispose() => _writer.Dispose();

    private static IEnumerable<string> Columns(string name, ArtifactTask task) => task switch
    {
        { Kind: TaskKind.Regression or TaskKind.MultiLabel } => [name],
        // As such columns are read, with the task's name before them.
        { Kind: TaskKind.Box } => [name + "_xmin", name + "_ymin", name + "_xmax", name + "_ymax"],
        { Costs: not null } => [name, name + "_score", name + "_decision"],
        _ => [name, name + "_score"],
    };

    private IEnumerable<string> Cells(PredictionLine line, Prediction prediction, ArtifactTask task) =>
        task.Kind switch
        {
            TaskKind.Regression => [Text(prediction.Value(task.Name))],
            // As such cells are read: a separator alone says that none applies.
            TaskKind.MultiLabel => [prediction.Labels(task.Name) is { Count: > 0 } labels ? string.Join(';', labels.Select(label => label.Label)) : ";"],
            TaskKind.Box when BoxDocument.Of(line.Pixels(task.Name)) is var box => [.. new[] { box.Xmin, box.Ymin, box.Xmax, box.Ymax }.Select(side => side.ToString(CultureInfo.InvariantCulture))],
            TaskKind.Ordinal => [prediction.Level(task.Name).Label, Text(prediction.Level(task.Name).Score)],
            _ =>
            [
                prediction.TopOrAbstain(task.Name, _abstainBelow)?.Label ?? "", Text(prediction.Top(task.Name).Score),
                .. task.Costs is null ? Array.Empty<string>() : [prediction.Decision(task.Name).Label],
            ],
        };

    private static string Text(float number) => number.ToString(CultureInfo.InvariantCulture);
}
