using System.Text.Json.Serialization;
using TransferKit.Artifacts;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>What <c>predict --json</c> prints for an image.</summary>
internal sealed record PredictionDocument(string Image, IReadOnlyDictionary<string, AnswerDocument> Tasks)
{
    /// <summary>The document of a result: this one, or that of a failure.</summary>
    public static object Of(PredictionLine line, IReadOnlyList<ArtifactTask> tasks, PredictOptions options) =>
        line.Prediction is { } prediction
            ? new PredictionDocument(line.Image, tasks.ToDictionary(task => task.Name, task => AnswerDocument.Of(prediction, task, options)))
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

    /// <summary>The document of an answer.</summary>
    public static AnswerDocument Of(Prediction prediction, ArtifactTask task, PredictOptions options) =>
        task.Kind == TaskKind.Regression
            ? new(null, prediction.Value(task.Name), null)
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

/// <summary>A class and its score.</summary>
internal sealed record ScoreDocument(string Label, double Score);
