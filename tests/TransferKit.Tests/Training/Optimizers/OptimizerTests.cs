using TransferKit.Foundation;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;

namespace TransferKit.Tests.Training.Optimizers;

public class OptimizerTests
{
    // Not a multiple of any vector's width, so that the scalar tail is tested too.
    private const int Size = 37;

    public static TheoryData<OptimizerKind> Kinds => [.. Enum.GetValues<OptimizerKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ThreeSteps_AgreeWithTheFormulaInDouble(OptimizerKind kind)
    {
        var optimizer = Optimizer.Create(kind);
        var stream = new RandomStream(1, "optimizer");
        var weights = Draw(stream);
        var expected = Array.ConvertAll(weights, w => (double)w);
        var slots = Enumerable.Range(0, optimizer.Slots).Select(_ => new float[Size]).ToArray();
        var (first, second) = (new double[Size], new double[Size]);
        for (var step = 1; step <= 3; step++)
        {
            var gradient = Draw(stream);
            // In two pieces, as stages are trained.
            optimizer.Update(weights.AsSpan(..16), gradient.AsSpan(..16), slots, 0, new(0.01f, 0.1f, step));
            optimizer.Update(weights.AsSpan(16..), gradient.AsSpan(16..), slots, 16, new(0.01f, 0.1f, step));
            for (var i = 0; i < Size; i++)
            {
                expected[i] = Reference(kind, expected[i], gradient[i], ref first[i], ref second[i], step);
            }
        }

        Assert.All(Enumerable.Range(0, Size), i => Assert.InRange(weights[i] - expected[i], -2e-6, 2e-6));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AQuadratic_IsMinimised(OptimizerKind kind)
    {
        var optimizer = Optimizer.Create(kind);
        float[] weights = [3, -2];
        var slots = Enumerable.Range(0, optimizer.Slots).Select(_ => new float[2]).ToArray();
        for (var step = 0; step < 2_000; step++)
        {
            var rate = 0.05 * Schedule.Factor(ScheduleKind.Cosine, step, 2_000);
            optimizer.Update(weights, [weights[0] - 1, 4 * (weights[1] - 1)], slots, 0, new((float)rate, 0, step + 1));
        }

        Assert.All(weights, weight => Assert.InRange(weight, 0.99, 1.01));
    }

    private static double Reference(OptimizerKind kind, double w, double g, ref double m, ref double v, int step)
    {
        const double Rate = 0.01, Decay = 0.1;
        switch (kind)
        {
            case OptimizerKind.Sgd:
                return w - (Rate * g);
            case OptimizerKind.Momentum:
                m = (0.9 * m) + g;
                return w - (Rate * m);
            case OptimizerKind.Nesterov:
                m = (0.9 * m) + g;
                return w - (Rate * (g + (0.9 * m)));
            case OptimizerKind.RmsProp:
                v = (0.99 * v) + (0.01 * g * g);
                return w - (Rate * g / (Math.Sqrt(v) + 1e-8));
            default:
                m = (0.9 * m) + (0.1 * g);
                v = (0.999 * v) + (0.001 * g * g);
                var shrunk = kind == OptimizerKind.AdamW ? w * (1 - (Rate * Decay)) : w;
                return shrunk - (Rate * (m / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, step))) + 1e-8));
        }
    }

    private static float[] Draw(RandomStream stream) => [.. Enumerable.Range(0, Size).Select(_ => (float)stream.NextGaussian())];
}
