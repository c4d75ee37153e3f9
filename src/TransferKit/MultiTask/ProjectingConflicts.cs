using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>
/// PCGrad: from each gradient goes what points against another one, in random order, and the results are added up (Yu et al. 2020,
/// https://arxiv.org/abs/2001.06782).
/// </summary>
public sealed class ProjectingConflicts : GramianWeighting
{
    /// <inheritdoc/>
    public override string Name => "pcgrad";

    internal override double[] Weigh(Gramian gradients, RandomStream random)
    {
        var sum = new double[gradients.Count];
        for (var task = 0; task < gradients.Count; task++)
        {
            // The gradient as a weighted sum of all: at first itself.
            var own = new double[gradients.Count];
            own[task] = 1;
            int[] others = [.. Enumerable.Range(0, gradients.Count).Where(other => other != task)];
            random.Shuffle<int>(others);
            foreach (var other in others)
            {
                var product = gradients.Times(own)[other];
                own[other] -= product < 0 ? product / gradients[other, other] : 0;
            }

            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += own[i];
            }
        }

        return sum;
    }
}
