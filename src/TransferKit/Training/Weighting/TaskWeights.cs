using TransferKit.Foundation;

namespace TransferKit.Training.Weighting;

/// <summary>The weights of tasks in the course of one training.</summary>
internal abstract class TaskWeights
{
    /// <summary>What a checkpoint keeps; the same length at any time.</summary>
    public virtual float[] State { get; set; } = [];

    /// <summary>The weights that the losses of a step are multiplied by.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="random">Randomness of this step.</param>
    public abstract double[] OfLosses(int step, RandomStream random);

    /// <summary>Hears the losses of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="losses">The unweighted losses; null for a task that no image of the batch has a label of.</param>
    public virtual void Hear(int step, double?[] losses)
    {
    }

    /// <summary>The weights that the tasks' gradients on what is shared are added up with; asked where gradients are computed one by one.</summary>
    /// <param name="gradients">The tasks that the batch has labels of, by the scalar products of their gradients.</param>
    /// <param name="losses">Their losses.</param>
    /// <param name="random">Randomness of this step.</param>
    public virtual double[] OfGradients(Gramian gradients, double[] losses, RandomStream random) => [.. gradients.Tasks.Select(_ => 1.0)];
}
