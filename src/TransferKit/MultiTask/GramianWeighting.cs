using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.MultiTask;

/// <summary>A weighting that looks at nothing but the scalar products of this step's gradients; each is one short class of this shape.</summary>
public abstract class GramianWeighting : TaskWeighting
{
    private protected GramianWeighting()
    {
    }

    internal sealed override bool NeedsGradients => true;

    /// <summary>The weights that the gradients are added up with.</summary>
    /// <param name="gradients">Their scalar products; two or more.</param>
    /// <param name="random">Randomness of this step.</param>
    internal abstract double[] Weigh(Gramian gradients, RandomStream random);

    internal sealed override TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch) => new Weights(this, tasks.Count);

    private sealed class Weights(GramianWeighting weighting, int tasks) : TaskWeights
    {
        public override double[] OfLosses(int step, RandomStream random) => [.. Enumerable.Repeat(1.0, tasks)];

        public override double[] OfGradients(Gramian gradients, double[] losses, RandomStream random) =>
            gradients.Count < 2 ? [.. gradients.Tasks.Select(_ => 1.0)] : weighting.Weigh(gradients, random);
    }
}
