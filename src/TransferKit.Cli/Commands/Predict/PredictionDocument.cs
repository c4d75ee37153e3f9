using System.Text.Json.Serialization;
using TransferKit.Artifacts;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>What <c>predict --json</c> prints for an image.</summary>
internal sealed record PredictionDocument(string Image, IReadOnlyDictionary<string, AnswerDocument> Tasks)
{
    /// <summary>The document of a result: this one, or that of a failure.</summary>
    public static object Of(PredictionLine line, IReadOnlyList<ArtifactTask> tasks, PredictOptions options) =>
        line.Prediction is { } prediction
            ? new PredictionDocument(line.Image, tasks.ToDictionary(task => task.Name, task => AnswerDocument.Of(line, prediction, task, options)))
            : new FailedPredictionDocument(line.Image, null, line.Error!);
}

/// <summary>What <c>predict --json</c> prints for an image that cannot be read.</summary>
internal sealed record FailedPredictionDocument(string Image, IReadOnlyDictionary<string, AnswerDocument>? Tasks, string Error);

/// <summary>A task's answer.</summary>
/// <param name="Top">The best classes, labels or levels.</param>
/// <param name="Value">Regression: the value.</param>
/// <param name="Abstained">Classification, with <c>--abstain-below</c>: whether the model is unsure.</param>
internal sealed record AnswerDocument(IReadOnlyList<ScoreDocument>? Top, double? Value, bool? Abstained)
{
    /// <summary>Multi-label: the labels that apply.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Ordinal: the median level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Level { get; init; }

    /// <summary>Classification, where the model knows what wrong answers cost: the class of the least expected cost.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Decision { get; init; }

    /// <summary>Box: where the object is, in pixels of the picture.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BoxDocument? Box { get; init; }

    /// <summary>The document of an answer.</summary>
    public static AnswerDocument Of(PredictionLine line, Prediction prediction, ArtifactTask task, PredictOptions options) =>
        task.Kind == TaskKind.Regression
            ? new(null, prediction.Value(task.Name), null)
            : task.Kind == TaskKind.Box
            ? new(null, null, null) { Box = BoxDocument.Of(line.Pixels(task.Name)) }
            : new(
                [.. prediction.Top(task.Name, options.Top).Select(score => new ScoreDocument(score.Label, Math.Round(score.Score, 6)))],
                null,
                options.AbstainBelow is { } least && task.Kind == TaskKind.Classification ? prediction.TopOrAbstain(task.Name, least) is null : null)
            {
                Labels = task.Kind == TaskKind.MultiLabel ? [.. prediction.Labels(task.Name).Select(label => label.Label)] : null,
                Decision = task.Costs is null ? null : prediction.Decision(task.Name).Label,
                Level = task.Kind == TaskKind.Ordinal ? prediction.Level(task.Name).Label : null,
            };
}

/// <summary>A box in pixels of the upright picture, from its upper left corner.</summary>
internal sealed record BoxDocument(double Xmin, double Ymin, double Xmax, double Ymax)
{
    /// <summary>To a hundredth of a pixel.</summary>
    public static BoxDocument Of(Box box) => new(Math.Round(box.XMin, 2), Math.Round(box.YMin, 2), Math.Round(box.XMax, 2), Math.Round(box.YMax, 2));
}

/// <summary>A class and its score.</summary>
internal sealed record ScoreDocument(string Label, double Score);
