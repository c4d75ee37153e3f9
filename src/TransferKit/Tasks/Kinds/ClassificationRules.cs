using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;

namespace TransferKit.Tasks.Kinds;

/// <summary>One class of several: softmax and cross-entropy.</summary>
internal sealed class ClassificationRules : KindRules
{
    private readonly TaskMetric _cost = TaskMetric.All([ClassificationMetrics.Cost])[0];

    public override string Name => "class";

    public override int LeastClasses => 2;

    public override IReadOnlyList<TaskMetric> Figures { get; } = TaskMetric.All(ClassificationMetrics.All);

    public override IEnumerable<TaskMetric> Compared => ((string[])["accuracy", "log-loss", "balanced-accuracy"]).Select(Main);

    public override TaskLoss Loss(LossOptions options) => new CrossEntropyLoss(options.LabelSmoothing);

    public override TaskMetric? Find(string metric) => metric == CostMetricName ? _cost : base.Find(metric);

    public override ScoredRows Rows(
        float[] outputs, IReadOnlyList<double> labels, int classes, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups, CostMatrix? costs) =>
        new ClassificationRows(outputs, [.. labels.Select(label => (int)label)], classes, groups, costs);

    public override ScoredRows Rows(
        float[] outputs, IReadOnlyList<double> labels, int classes, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups) =>
        Rows(outputs, labels, classes, thresholds, groups, null);

    public override TaskEvaluation Evaluate(ScoredRows rows, BootstrapOptions options, bool folds) =>
        folds ? ClassificationEvaluation.OfFolds((ClassificationRows)rows, options) : ClassificationEvaluation.Of((ClassificationRows)rows, options);
}
