using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;

namespace TransferKit.Tasks.Kinds;

/// <summary>Any of several labels: a sigmoid and binary cross-entropy each.</summary>
internal sealed class MultiLabelRules : KindRules
{
    private const double Half = 0.5;

    public override string Name => "multilabel";

    public override int LeastClasses => 1;

    public override IReadOnlyList<TaskMetric> Figures { get; } = TaskMetric.All(MultiLabelMetrics.All);

    public override TaskLoss Loss(LossOptions options) => new BinaryCrossEntropyLoss(options.LabelSmoothing, LabelSet.Contains);

    public override double[] StartBias(IReadOnlyList<double> labels, int classes) =>
        [.. Enumerable.Range(0, classes).Select(label => LogOdds(labels, set => LabelSet.Contains(set, label)))];

    public override ScoredRows Rows(
        float[] outputs, IReadOnlyList<double> labels, int classes, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups)
    {
        var isTrue = new bool[labels.Count * classes];
        for (var i = 0; i < isTrue.Length; i++)
        {
            isTrue[i] = LabelSet.Contains(labels[i / classes], i % classes);
        }

        double[] limits = thresholds.Count > 0 ? [.. thresholds] : [.. Enumerable.Repeat(Half, classes)];
        return new MultiLabelRows(outputs, isTrue, classes, limits, groups);
    }

    public override TaskEvaluation Evaluate(ScoredRows rows, BootstrapOptions options, bool folds) =>
        folds ? MultiLabelEvaluation.OfFolds((MultiLabelRows)rows, options) : MultiLabelEvaluation.Of((MultiLabelRows)rows, options);
}
