using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Training.Heads;

/// <summary>One task's labels over all samples of a data set.</summary>
/// <param name="Task">The task.</param>
/// <param name="Classes">Its classes, labels or levels; empty for regression.</param>
/// <param name="Labels">The label of each sample, or null where it is missing.</param>
internal sealed record TaskRows(LearningTask Task, IReadOnlyList<string> Classes, IReadOnlyList<double?> Labels)
{
    /// <summary>What the task's kind says.</summary>
    public KindRules Rules => KindRules.Of(Task.Kind);

    /// <summary>What wrong answers cost, in the order of the classes; null where nothing is said of it.</summary>
    /// <exception cref="Foundation.InvalidOptionsException">The costs are for other classes.</exception>
    public CostMatrix? Costs { get; } = Task.Costs?.For(Classes);

    /// <summary>Labelled rows with what a model said of them.</summary>
    /// <inheritdoc cref="KindRules.Rows(float[], IReadOnlyList{double}, int, IReadOnlyList{double}, IReadOnlyList{string?}?)"/>
    public ScoredRows Score(float[] outputs, IReadOnlyList<double> labels, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups) =>
        Rules.Rows(outputs, labels, Classes.Count, thresholds, groups, Costs);

    /// <summary>How many columns the model's output has.</summary>
    public int Outputs => Rules.Outputs(Classes.Count);

    /// <summary>Those of the samples that have a label.</summary>
    public IReadOnlyList<int> Labelled(IEnumerable<int> samples) => [.. samples.Where(sample => Labels[sample] is not null)];

    /// <summary>The labels of a data set's task.</summary>
    public static TaskRows Of(ImageDataset dataset, LearningTask task)
    {
        var index = dataset.Tasks.ToList().IndexOf(task);
        return new(task, dataset.ClassesOf(task), [.. dataset.Samples.Select(sample => sample.Labels[index])]);
    }
}
