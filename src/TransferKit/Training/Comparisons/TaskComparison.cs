using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Tasks;

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
    public (IReadOnlyList<ArmResult> Arms, IReadOnlyList<PairResult> Pairs) Measure() => Task.Kind switch
    {
        TaskKind.Classification => Measure<ClassificationRows>([new AccuracyMetric(), new LogLossMetric(), new BalancedAccuracyMetric()], McNemar),
        TaskKind.Regression => Measure<RegressionRows>([new MeanAbsoluteErrorMetric(), new RootMeanSquaredErrorMetric()], (_, _) => null),
        TaskKind.MultiLabel => Measure<MultiLabelRows>([.. MultiLabelMetrics.All], (_, _) => null),
        TaskKind.Ordinal => Measure<OrdinalRows>([.. OrdinalMetrics.All], (_, _) => null),
        _ => throw new InvalidOperationException($"No figures compare tasks of the kind {Task.Kind}."),
    };

    private (IReadOnlyList<ArmResult> Arms, IReadOnlyList<PairResult> Pairs) Measure<TRows>(
        IReadOnlyList<Metric<TRows>> metrics, Func<TRows, TRows, McNemarTest?> test)
        where TRows : ScoredRows
    {
        var (main, others) = (metrics[0], metrics.Skip(1).ToList());
        var rows = Outputs.Select(seeds => (TRows)Rows.Of(seeds)).ToList();
        var arms = Arms.Index().Select(arm => new ArmResult
        {
            Arm = arm.Item,
            Task = Task,
            Metric = main.Name,
            Value = OfImages(CrossValidation.Measure(main, rows[arm.Index], Bootstrap)),
            Others = others.ToDictionary(metric => metric.Name, metric => OfImages(CrossValidation.Measure(metric, rows[arm.Index], Bootstrap))),
            Seeds = [.. Outputs[arm.Index].Select(seed => main.Measure((TRows)Rows.Of([seed]), Bootstrap)?.Value ?? double.NaN)],
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
                Difference = OfImages(Comparison.SameRows(main, rows[first], rows[second], Bootstrap)),
                AdjustedP = null,
                Others = others.ToDictionary(metric => metric.Name, metric => OfImages(Comparison.SameRows(metric, rows[first], rows[second], Bootstrap))),
                McNemar = test(rows[first], rows[second]),
            };
        return ([.. arms], [.. pairs]);
    }

    private static McNemarTest? McNemar(ClassificationRows first, ClassificationRows second) =>
        first.Groups.AreSingleRows ? McNemarTest.Of(first, second) : null;

    /// <summary>An image has a row a seed, and counts once.</summary>
    private Interval? OfImages(Interval? figure) => figure is { } found ? found with { N = Rows.Images } : null;

    private Difference? OfImages(Difference? difference) =>
        difference is { } found ? found with { Value = found.Value with { N = Rows.Images } } : null;
}
