using System.Text.Json.Serialization;
using TransferKit.Evaluation;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>A task in the <c>tasks</c> block of <c>train</c> and <c>eval</c>.</summary>
internal sealed record TaskDocument(
    string Kind,
    IReadOnlyList<string>? Classes,
    string Metric,
    double? Majority,
    Interval? Train,
    Interval? TrainDev,
    Interval? Dev,
    Interval? Test,
    Interval? Cv,
    IReadOnlyDictionary<string, PartsDocument> Others,
    IReadOnlyList<IReadOnlyList<int>>? Confusion,
    IReadOnlyDictionary<string, Interval?>? Recall,
    IReadOnlyDictionary<string, Interval?>? PerLabel)
{
    /// <summary>Box: the metric of one answer for all images, the mean of their boxes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? MeanBox { get; init; }

    /// <summary>The document of a task's figures.</summary>
    public static TaskDocument Of(TaskFigures figures)
    {
        var final = figures.Detailed as ClassificationEvaluation;
        var main = PartsDocument.Of(figures, figures.Metric);
        return new(
            KindRules.Of(figures.Kind).Name,
            figures.Classes.Count > 0 ? figures.Classes : null,
            figures.Metric,
            final?.Majority,
            main.Train,
            main.TrainDev,
            main.Dev,
            main.Test,
            main.Cv,
            figures.Metrics.Where(metric => metric != figures.Metric).ToDictionary(metric => metric, metric => PartsDocument.Of(figures, metric)),
            final is null ? null : Rows(final.Confusion),
            final is null ? null : figures.Classes.Zip(final.Recall).ToDictionary(pair => pair.First, pair => pair.Second),
            figures.Detailed is MultiLabelEvaluation labels ? figures.Classes.Zip(labels.PerLabel).ToDictionary(pair => pair.First, pair => pair.Second) : null)
        {
            MeanBox = (figures.Detailed as BoxEvaluation)?.OfMeanBox,
        };
    }

    private static IReadOnlyList<IReadOnlyList<int>> Rows(ConfusionMatrix confusion) =>
    [
        .. Enumerable.Range(0, confusion.Classes).Select(label =>
            Enumerable.Range(0, confusion.Classes).Select(predicted => confusion[label, predicted]).ToArray()),
    ];
}

/// <summary>One metric on each part of the data.</summary>
internal sealed record PartsDocument(Interval? Train, Interval? TrainDev, Interval? Dev, Interval? Test, Interval? Cv)
{
    /// <summary>The document of a metric.</summary>
    public static PartsDocument Of(TaskFigures figures, string metric) => new(
        figures.Train?[metric], figures.TrainDev?[metric], figures.Dev?[metric], figures.Test?[metric], figures.CrossValidated?[metric]);
}
