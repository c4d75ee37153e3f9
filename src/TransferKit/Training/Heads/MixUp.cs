using TransferKit.Foundation;

namespace TransferKit.Training.Heads;

/// <summary>
/// Replaces every row of a batch by a mixture with a random other one, features and targets alike (Zhang et al. 2018, "mixup:
/// Beyond Empirical Risk Minimization"), on standardised features. The share of the first is drawn once a batch from Beta(a, a).
/// </summary>
/// <param name="strength">a, above 0 and at most 1: the smaller, the closer mixtures are to one of the two.</param>
internal sealed class MixUp(double strength)
{
    /// <summary>Mixes a batch in place.</summary>
    /// <param name="features">[rows, columns].</param>
    /// <param name="targets">[rows, outputs].</param>
    /// <param name="weights">[rows].</param>
    /// <param name="random">Where shares and partners come from.</param>
    public void Apply(Span<float> features, Span<float> targets, Span<float> weights, RandomStream random)
    {
        var mixture = Draw(weights.Length, random);
        mixture.MixTargets(targets, weights);
        mixture.Mix(features);
    }

    /// <summary>Draws how a batch of so many rows is mixed.</summary>
    public Mixture Draw(int rows, RandomStream random)
    {
        var share = (float)Share(random);
        var partners = Enumerable.Range(0, rows).ToArray();
        random.Shuffle<int>(partners);
        return new(share, partners);
    }

    /// <summary>A number from Beta(a, a), by the method of Jöhnk (1964), with logarithms so that small powers do not vanish.</summary>
    internal double Share(RandomStream random)
    {
        while (true)
        {
            var (x, y) = (Math.Log(1 - random.NextDouble()) / strength, Math.Log(1 - random.NextDouble()) / strength);
            var largest = Math.Max(x, y);
            var logSum = largest + Math.Log(Math.Exp(x - largest) + Math.Exp(y - largest));
            if (logSum <= 0)
            {
                return Math.Exp(x - logSum);
            }
        }
    }
}
