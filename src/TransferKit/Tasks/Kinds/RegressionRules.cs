using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;

namespace TransferKit.Tasks.Kinds;

/// <summary>A number: the squared error of standardised targets, or Huber's loss.</summary>
internal sealed class RegressionRules : KindRules
{
    public override string Name => "regression";

    public override int LeastClasses => 0;

    public override IReadOnlyList<TaskMetric> Figures { get; } = TaskMetric.All(RegressionMetrics.All);

    public override IEnumerable<TaskMetric> Compared => ((string[])["mae", "rmse"]).Select(Main);

    public override int Outputs(int classes) => 1;

    public override int Scores(int classes) => 1;

    public override TaskLoss Loss(LossOptions options) => options.Regression == RegressionLoss.Huber ? new HuberLoss() : new SquaredErrorLoss();

    public override ScoredRows Rows(
        float[] outputs, IReadOnlyList<double> labels, int classes, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups) =>
        new RegressionRows(Array.ConvertAll(outputs, value => (double)value), [.. labels], groups);

    public override TaskEvaluation Evaluate(ScoredRows rows, BootstrapOptions options, bool folds) =>
        folds ? RegressionEvaluation.OfFolds((RegressionRows)rows, options) : RegressionEvaluation.Of((RegressionRows)rows, options);
}
