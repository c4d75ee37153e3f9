using System.Text.Json.Serialization;
using TransferKit.Evaluation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Runs;

/// <summary>A task of a run, with what its head said of every image.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What kind of label it has.</param>
/// <param name="Column">The label's column in the data.</param>
/// <param name="Classes">Its classes; empty for regression.</param>
/// <param name="Thresholds">Multi-label: the probability from which each label is said to apply; empty for one half.</param>
public sealed record RunTask(string Name, TaskKind Kind, string Column, IReadOnlyList<string> Classes, IReadOnlyList<double> Thresholds)
{
    /// <summary>What the answers are, on the saved model and out of folds.</summary>
    [JsonIgnore]
    internal RunAnswers Answers { get; init; } = RunAnswers.None;

    /// <summary>The metric that sums the task up.</summary>
    /// <value>Default: the first of its kind.</value>
    public string Metric { get; init; } = KindRules.Of(Kind).Metrics[0];

    /// <summary>Classification: what wrong answers cost, a row for each class that it is, in it a cost for each class that is said.</summary>
    /// <value>Null where nothing is said of it.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<double>>? Costs { get; init; }

    /// <summary>The same, to decide by.</summary>
    [JsonIgnore]
    internal CostMatrix? CostMatrix => Costs is null ? null : new(Classes, Costs);

    /// <summary>Labelled rows with what a model said of them.</summary>
    /// <inheritdoc cref="KindRules.Rows(float[], IReadOnlyList{double}, int, IReadOnlyList{double}, IReadOnlyList{string?}?)"/>
    internal ScoredRows Score(float[] outputs, IReadOnlyList<double> labels, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups) =>
        Rules.Rows(outputs, labels, Classes.Count, thresholds, groups, CostMatrix);

    /// <summary>The same metric, to measure by.</summary>
    [JsonIgnore]
    internal TaskMetric MainMetric => Rules.Main(Metric);

    /// <summary>All that differs between kinds.</summary>
    [JsonIgnore]
    internal KindRules Rules => KindRules.Of(Kind);

    /// <summary>How many numbers an answer has.</summary>
    [JsonIgnore]
    internal int Outputs => Rules.Outputs(Classes.Count);

    /// <summary>The answer to one image, or an empty one.</summary>
    /// <param name="image">The image's place in the run.</param>
    /// <param name="folds">Whether by the fold model that did not see it.</param>
    internal ReadOnlySpan<float> Answer(int image, bool folds)
    {
        var all = folds ? Answers.Folds : Answers.Model;
        var answer = all.Length == 0 ? [] : all.AsSpan(image * Outputs, Outputs);
        return answer.Length > 0 && float.IsFinite(answer[0]) ? answer : [];
    }

    /// <summary>Labelled images with what was said of them; images without an answer are left out by the caller.</summary>
    /// <param name="run">The run.</param>
    /// <param name="images">Places of labelled and answered images.</param>
    /// <param name="folds">Whether by the fold models that did not see them.</param>
    internal ScoredRows Rows(RunRecord run, IReadOnlyList<int> images, bool folds)
    {
        var task = Place(run);
        double[] thresholds = Thresholds.Count == 0 ? []
            : [.. images.SelectMany(image => folds ? Answers.FoldThresholds.Skip(image * Classes.Count).Take(Classes.Count).Select(value => (double)value) : Thresholds)];
        string?[]? groups = images.Any(image => run.Images[image].Group is not null) ? [.. images.Select(image => run.Images[image].Group)] : null;
        return Score(
            [.. images.SelectMany(image => Answer(image, folds).ToArray())], [.. images.Select(image => run.Images[image].Labels[task]!.Value)], thresholds, groups);
    }

    /// <summary>The places of images that have a label and an answer.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folds">Whether by the fold models that did not see them.</param>
    internal IEnumerable<int> Answered(RunRecord run, bool folds)
    {
        var task = Place(run);
        return Enumerable.Range(0, run.Images.Count).Where(image => run.Images[image].Labels[task] is not null && Answer(image, folds).Length > 0);
    }

    /// <summary>The task's place among those of the run.</summary>
    internal int Place(RunRecord run) => run.Tasks.ToList().FindIndex(task => task.Name == Name);
}
