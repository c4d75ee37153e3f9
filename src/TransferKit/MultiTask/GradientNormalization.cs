using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// GradNorm: weights are learned that bring the lengths of the weighted gradients to their mean times r^1.5, r being a task's share of its first
/// loss over the mean share, so that tasks that lag behind count more (Chen et al. 2018, https://arxiv.org/abs/1711.02257). The weights keep the
/// mean 1.
/// </summary>
public sealed class GradientNormalization : TaskWeighting
{
    private const double Asymmetry = 1.5;
    private const double Rate = 0.025;
    private const double Least = 1e-3;

    /// <inheritdoc/>
    public override string Name => "gradnorm";

    internal override bool NeedsGradients => true;

    internal override TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch) => new Weights(tasks.Count);

    private sealed class Weights(int tasks) : TaskWeights
    {
        // The weights, then the first loss of each task, 0 before there was one.
        public override float[] State { get; set; } = [.. Enumerable.Repeat(1f, tasks), .. new float[tasks]];

        public override double[] OfLosses(int step, RandomStream random) => [.. Enumerable.Repeat(1.0, tasks)];

        public override double[] OfGradients(Gramian gradients, double[] losses, RandomStream random)
        {
            var own = gradients.Tasks;
            foreach (var (place, task) in own.Index())
            {
                State[tasks + task] = State[tasks + task] > 0 ? State[tasks + task] : (float)losses[place];
            }

            double[] used = [.. own.Select(task => State[task])];
            double[] shares = [.. own.Select((task, place) => State[tasks + task] > 0 ? losses[place] / State[tasks + task] : 1)];
            double[] lengths = [.. own.Select((_, place) => used[place] * gradients.Norm(place))];
            var (length, share) = (lengths.Average(), Math.Max(shares.Average(), double.Epsilon));
            foreach (var (place, task) in own.Index())
            {
                // The slope of |length - target| by the weight, the target held fixed; by the mean length, so that no unit matters.
                var target = length * Math.Pow(shares[place] / share, Asymmetry);
                var slope = length > 0 ? Math.Sign(lengths[place] - target) * gradients.Norm(place) / length : 0;
                State[task] = (float)Math.Max(Least, State[task] - (Rate * slope));
            }

            var mean = State.Take(tasks).Average();
            for (var task = 0; task < tasks; task++)
            {
                State[task] /= mean;
            }

            return used;
        }
    }
}
