using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// DWA: a task whose loss falls more slowly counts more, w = T softmax(r / 2) for T tasks, r the mean loss of the last epoch over that of the one
/// before (Liu, Johns and Davison 2019, https://arxiv.org/abs/1803.10704). All count the same in the first two epochs.
/// </summary>
public sealed class DynamicWeightAverage : TaskWeighting
{
    private const double Temperature = 2;

    /// <inheritdoc/>
    public override string Name => "dwa";

    internal override TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch) => new Weights(tasks.Count, stepsAnEpoch);

    private sealed class Weights(int tasks, int stepsAnEpoch) : TaskWeights
    {
        // For each task: the sum and the number of this epoch's losses, the means of the last epoch and of the one before (0: none yet).
        private const int Kept = 4;

        public override float[] State { get; set; } = new float[Kept * tasks];

        public override double[] OfLosses(int step, RandomStream random)
        {
            var ratios = Enumerable.Range(0, tasks).Select(task => (Last: State[(Kept * task) + 2], Before: State[(Kept * task) + 3]))
                .Select(means => means is { Last: > 0, Before: > 0 } ? (double)means.Last / means.Before : 1).ToArray();
            // Relative to the greatest, so that no exponential overflows.
            var exponentials = Array.ConvertAll(ratios, ratio => Math.Exp((ratio - ratios.Max()) / Temperature));
            return Array.ConvertAll(exponentials, value => tasks * value / exponentials.Sum());
        }

        public override void Hear(int step, double?[] losses)
        {
            for (var task = 0; task < tasks; task++)
            {
                var own = State.AsSpan(Kept * task, Kept);
                own[0] += (float)(losses[task] ?? 0);
                own[1] += losses[task] is null ? 0 : 1;
                if ((step + 1) % stepsAnEpoch == 0)
                {
                    // A task without a label in a whole epoch keeps what is known of it.
                    (own[2], own[3]) = own[1] > 0 ? (own[0] / own[1], own[2]) : (own[2], own[3]);
                    (own[0], own[1]) = (0, 0);
                }
            }
        }
    }
}
