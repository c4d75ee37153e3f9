using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;

namespace TransferKit.Tasks.Kinds;

/// <summary>
/// Levels that have an order: cumulative logits of one score (the proportional odds model: McCullagh 1980), P(level > k) = sigmoid(score + b_k),
/// trained by the mean cross-entropy of the questions whether the level is above k (Cao, Mirjalili and Raschka 2020,
/// https://arxiv.org/abs/1901.07884).
/// </summary>
internal sealed class OrdinalRules : KindRules
{
    public override string Name => "ordinal";

    public override int LeastClasses => 2;

    public override IReadOnlyList<TaskMetric> Figures { get; } = TaskMetric.All(OrdinalMetrics.All);

    public override int Scores(int classes) => classes - 1;

    public override TaskLoss Loss(LossOptions options) => new BinaryCrossEntropyLoss(options.LabelSmoothing, (level, question) => level > question);

    public override double[] StartBias(IReadOnlyList<double> labels, int classes) =>
        [.. Enumerable.Range(0, classes - 1).Select(question => LogOdds(labels, level => level > question))];

    public override ScoredRows Rows(
        float[] outputs, IReadOnlyList<double> labels, int classes, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups) =>
        new OrdinalRows(outputs, [.. labels.Select(label => (int)label)], classes, groups);

    public override TaskEvaluation Evaluate(ScoredRows rows, BootstrapOptions options, bool folds) =>
        folds ? OrdinalEvaluation.OfFolds((OrdinalRows)rows, options) : OrdinalEvaluation.Of((OrdinalRows)rows, options);
}
