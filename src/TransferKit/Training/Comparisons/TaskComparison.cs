using TransferKit.Evaluation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Training.Comparisons;

/// <summary>Measures all arms on one task, and every pair of them.</summary>
/// <param name="Task">The task.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Arms">The arms' names.</param>
/// <param name="Outputs">What they said: [arm][seed].</param>
/// <param name="Bootstrap">How intervals are made.</param>
internal sealed record TaskComparison(
    LearningTask Task, HeldOutRows Rows, IReadOnlyList<string> Arms, IReadOnlyList<IReadOnlyList<FoldOutputs>> Outputs, BootstrapOptions Bootstrap)
{
    /// <summary>The figures of every arm, without parameters and seconds, and of every pair, without adjusted p.</summary>
    public (IReadOnlyList<ArmResult> Arms, IReadOnlyList<PairResult> Pairs) Measure()
    {
        var main = Task.MainMetric;
        TaskMetric[] others = [.. KindRules.Of(Task.Kind).Compared.Where(metric => metric.Name != main.Name)];
        var rows = Outputs.Select(Rows.Of).ToList();
        var arms = Arms.Index().Select(arm => new ArmResult
        {
            Arm = arm.Item,
            Task = Task,
            Metric = main.Name,
            Value = OfImages(main.OfFolds(rows[arm.Index], Bootstrap)),
            Others = others.ToDictionary(metric => metric.Name, metric => OfImages(metric.OfFolds(rows[arm.Index], Bootstrap))),
            Seeds = [.. Outputs[arm.Index].Select(seed => main.Measure(Rows.Of([seed]), Bootstrap)?.Value ?? double.NaN)],
            Parameters = 0,
            Seconds = 0,
        });
        var pairs =
            from first in Enumerable.Range(0, Arms.Count)
            from second in Enumerable.Range(first + 1, Arms.Count - first - 1)
            select new PairResult
            {
                First = Arms[first],
                Second = Arms[second],
                Task = Task,
                Metric = main.Name,
                Difference = OfImages(main.SameRows(rows[first], rows[second], Bootstrap)),
                AdjustedP = null,
                Others = others.ToDictionary(metric => metric.Name, metric => OfImages(metric.SameRows(rows[first], rows[second], Bootstrap))),
                McNemar = McNemar(rows[first], rows[second]),
            };
        return ([.. arms], [.. pairs]);
    }

    private static McNemarTest? McNemar(ScoredRows first, ScoredRows second) =>
        first is ClassificationRows left && second is ClassificationRows right && left.Groups.AreSingleRows ? McNemarTest.Of(left, right) : null;

    /// <summary>An image has a row a seed, and counts once.</summary>
    private Interval? OfImages(Interval? figure) => figure is { } found ? found with { N = Rows.Images } : null;

    private Difference? OfImages(Difference? difference) =>
        difference is { } found ? found with { Value = found.Value with { N = Rows.Images } } : null;
}
