using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// RLW: in each step new weights, w = T softmax(z) with z standard normal for T tasks (Lin et al. 2022, https://arxiv.org/abs/2111.10603): what
/// other weightings have to beat.
/// </summary>
public sealed class RandomWeighting : TaskWeighting
{
    /// <inheritdoc/>
    public override string Name => "random";

    internal override TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch) => new Weights(tasks);

    private sealed class Weights(IReadOnlyList<string> tasks) : TaskWeights
    {
        // Drawn in the order of names, so that the order of tasks changes nothing.
        private readonly int[] _byName = [.. Enumerable.Range(0, tasks.Count).OrderBy(task => tasks[task], StringComparer.Ordinal)];

        public override double[] OfLosses(int step, RandomStream random)
        {
            var weights = new double[tasks.Count];
            foreach (var task in _byName)
            {
                weights[task] = Math.Exp(random.NextGaussian());
            }

            var sum = _byName.Sum(task => weights[task]);
            return Array.ConvertAll(weights, weight => weights.Length * weight / sum);
        }
    }
}
