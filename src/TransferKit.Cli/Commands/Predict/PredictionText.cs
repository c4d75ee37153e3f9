using System.Globalization;
using TransferKit.Artifacts;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>What <c>predict</c> prints for people: one line an image.</summary>
internal static class PredictionText
{
    /// <summary>Such as <c>a.jpg  label: daisy 0.983, rose 0.012</c>.</summary>
    public static string Line(PredictionLine line, IReadOnlyList<ArtifactTask> tasks, PredictOptions options) =>
        line.Prediction is { } prediction
            ? $"{line.Image}  {string.Join("; ", tasks.Select(task => $"{task.Name}: {Answer(line, prediction, task, options)}"))}"
            : $"{line.Image}  error: {line.Error}";

    private static string Answer(PredictionLine line, Prediction prediction, ArtifactTask task, PredictOptions options)
    {
        if (task.Kind == TaskKind.Regression)
        {
            return prediction.Value(task.Name).ToString("0.###", CultureInfo.InvariantCulture);
        }

        if (task.Kind == TaskKind.Box)
        {
            var box = line.Pixels(task.Name);
            return string.Create(CultureInfo.InvariantCulture, $"from ({box.XMin:0.#}, {box.YMin:0.#}) to ({box.XMax:0.#}, {box.YMax:0.#})");
        }

        if (task.Kind == TaskKind.MultiLabel)
        {
            var labels = prediction.Labels(task.Name);
            return labels.Count == 0 ? $"none ({string.Join(", ", prediction.Top(task.Name, options.Top))})" : string.Join(", ", labels);
        }

        var scores = string.Join(", ", prediction.Top(task.Name, options.Top));
        if (task.Kind == TaskKind.Ordinal)
        {
            return $"{prediction.Level(task.Name).Label} ({scores})";
        }

        if (task.Costs is not null)
        {
            scores = $"{prediction.Decision(task.Name).Label} by least expected cost ({scores})";
        }

        return prediction.TopOrAbstain(task.Name, options.AbstainBelow ?? 0) is null ? $"unsure ({scores})" : scores;
    }
}
