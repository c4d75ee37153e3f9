using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// A task's noise is learned and its loss divided by it: exp(-s) L + s / 2 is minimised over s too, which starts at 0 (Kendall, Gal and Cipolla
/// 2018, https://arxiv.org/abs/1705.07115), by plain gradient descent.
/// </summary>
public sealed class UncertaintyWeighting : TaskWeighting
{
    private const double Rate = 0.025;

    // A loss of zero would drive its weight to infinity.
    private const double Widest = 4;

    /// <inheritdoc/>
    public override string Name => "uncertainty";

    internal override TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch) => new Weights(tasks.Count);

    private sealed class Weights(int tasks) : TaskWeights
    {
        public override float[] State { get; set; } = new float[tasks];

        public override double[] OfLosses(int step, RandomStream random) => Array.ConvertAll(State, s => Math.Exp(-s));

        public override void Hear(int step, double?[] losses)
        {
            for (var task = 0; task < tasks; task++)
            {
                if (losses[task] is { } loss)
                {
                    State[task] = (float)Math.Clamp(State[task] - (Rate * (0.5 - (Math.Exp(-State[task]) * loss))), -Widest, Widest);
                }
            }
        }
    }
}
