using TransferKit.Foundation;

namespace TransferKit.Training.Weighting;

/// <summary>
/// How much each task counts where several tasks train the same stages. Losses are means over the images that have a label, of standardised
/// targets, so that tasks are of like size from the start. The weightings are in <c>TransferKit.MultiTask</c>.
/// </summary>
public abstract class TaskWeighting
{
    private protected TaskWeighting()
    {
    }

    /// <summary>All tasks count the same.</summary>
    public static TaskWeighting Equal { get; } = new EqualWeighting();

    /// <summary>Its name on the command line and in a model's recipe, with what it was given.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it weighs the gradients of each task on what is shared, which are then computed one by one.</summary>
    internal virtual bool NeedsGradients => false;

    /// <summary>Begins a training.</summary>
    /// <param name="tasks">The names of the tasks, in order.</param>
    /// <param name="stepsAnEpoch">How many steps an epoch has.</param>
    internal abstract TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch);

    /// <summary>Checks that it can weigh these tasks.</summary>
    /// <param name="tasks">Their names.</param>
    /// <exception cref="InvalidOptionsException">It cannot.</exception>
    internal virtual void Check(IReadOnlyList<string> tasks)
    {
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    private sealed class EqualWeighting : TaskWeighting
    {
        public override string Name => "equal";

        internal override TaskWeights Begin(IReadOnlyList<string> tasks, int stepsAnEpoch) => new ConstantWeights([.. tasks.Select(_ => 1.0)]);
    }
}
