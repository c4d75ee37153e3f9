using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Tests.Tasks;

public class BinaryCrossEntropyLossTests
{
    private const int Questions = 3;

    [Theory]
    [InlineData(TaskKind.MultiLabel, 0.0, new double[] { 0, 5, 7, 2 })]
    [InlineData(TaskKind.MultiLabel, 0.2, new double[] { 1, 4, 3, 6 })]
    [InlineData(TaskKind.Ordinal, 0.0, new double[] { 0, 3, 1, 2 })]
    public void TheGraph_GivesTheMeanOfRows_AndItsGradient(TaskKind kind, double smoothing, double[] labels)
    {
        var loss = KindRules.Of(kind).Loss(new(smoothing));
        var stream = new RandomStream(3, "logits");
        float[] logits = [.. Enumerable.Range(0, labels.Length * Questions).Select(_ => (float)(4 * stream.NextGaussian()))];
        // A row of weight zero counts nothing, however wrong it is.
        float[] weights = [0.5f, 0.3f, 0.2f, 0];
        var (value, gradient) = LossGraph.Run(loss, Questions, logits, weights, labels);
        var targets = LossGraph.Targets(loss, Questions, labels);
        double Expected(double[] z) => labels.Index().Sum(row => weights[row.Index] * Enumerable.Range(row.Index * Questions, Questions)
            .Average(i => Math.Log(1 + Math.Exp(z[i])) - (targets[i] * z[i])));
        var start = Array.ConvertAll(logits, z => (double)z);
        Assert.Equal(Expected(start), value, 5);
        for (var i = 0; i < logits.Length; i++)
        {
            const double Step = 1e-5;
            var (above, below) = (start.ToArray(), start.ToArray());
            above[i] += Step;
            below[i] -= Step;
            Assert.Equal((Expected(above) - Expected(below)) / (2 * Step), gradient[i], 5);
        }

        if (smoothing == 0)
        {
            Assert.Equal(value, labels.Index().Sum(row => weights[row.Index] * loss.OfRow(logits.AsSpan(row.Index * Questions, Questions), row.Item)), 5);
        }
    }

    [Theory]
    [InlineData(TaskKind.MultiLabel, 7, 300, 0)]
    [InlineData(TaskKind.MultiLabel, 0, 300, 300)]
    [InlineData(TaskKind.Ordinal, 3, -300, 300)]
    public void LargeLogits_GiveAFiniteLoss(TaskKind kind, double label, float logit, double expected)
    {
        var loss = KindRules.Of(kind).Loss(new());
        float[] logits = [logit, logit, logit];
        Assert.Equal(expected, loss.OfRow(logits, label), 9);
        Assert.Equal(expected, LossGraph.Run(loss, Questions, logits, [1], [label]).Loss, 3);
    }

    [Fact]
    public void Smoothing_TakesTargetsTowardsOneHalf() =>
        Assert.Equal([0.9f, 0.1f, 0.9f], LossGraph.Targets(KindRules.Of(TaskKind.MultiLabel).Loss(new(0.2)), Questions, [5]));
}
