using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Imaging;

namespace TransferKit.Tasks.Kinds;

/// <summary>Where one object is: cells that say together where, and the loss of <see cref="BoxLoss"/>.</summary>
internal sealed class BoxRules : KindRules
{
    private const int Corners = 4;
    private const double LeastSide = 1e-4;

    public override string Name => "box";

    public override int LeastClasses => 0;

    public override IReadOnlyList<TaskMetric> Figures { get; } = TaskMetric.All(BoxMetrics.All);

    public override int Outputs(int classes) => Corners;

    public override int Scores(int classes) => BoxGrid.Scores;

    /// <summary>One, as measured: docs/boxes.md. All cells of all images stand against few weights.</summary>
    public override IReadOnlyList<double> Strengths => [0.001];

    public override TaskLoss Loss(LossOptions options) => new BoxLoss(options.Grid);

    /// <summary>Every cell starts with the mean size, and none knows more than another.</summary>
    public override double[] StartBias(IReadOnlyList<double> labels, int classes)
    {
        var boxes = labels.Select(BoxLabel.Read).ToArray();
        return [0, 0, 0, boxes.Average(box => Math.Log(Math.Max(box.Width, LeastSide))) / BoxGrid.SizeStep, boxes.Average(box => Math.Log(Math.Max(box.Height, LeastSide))) / BoxGrid.SizeStep];
    }

    public override ScoredRows Rows(
        float[] outputs, IReadOnlyList<double> labels, int classes, IReadOnlyList<double> thresholds, IReadOnlyList<string?>? groups) =>
        new BoxRows([.. outputs.Chunk(Corners).Select(corners => Box.Of(corners))], [.. labels.Select(BoxLabel.Read)], groups);

    public override TaskEvaluation Evaluate(ScoredRows rows, BootstrapOptions options, bool folds) =>
        folds ? BoxEvaluation.OfFolds((BoxRows)rows, options) : BoxEvaluation.Of((BoxRows)rows, options);
}
