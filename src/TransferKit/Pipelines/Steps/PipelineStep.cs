using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Pipelines.Steps;

/// <summary>A part of a staged pipeline: it takes the picture or what earlier steps gave, and gives one value.</summary>
public abstract class PipelineStep
{
    /// <summary>The name of the picture that a pipeline is given.</summary>
    public const string Source = "image";

    private protected PipelineStep(string name, IReadOnlyList<string> inputs) => (Name, Inputs) = (name, inputs);

    /// <summary>Its name, by which later steps take what it gives.</summary>
    public string Name { get; }

    /// <summary>What it takes: names of earlier steps, or <see cref="Source"/>.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>What each input must be.</summary>
    public abstract IReadOnlyList<StepValueKind> InputKinds { get; }

    /// <summary>What it gives.</summary>
    public abstract StepValueKind Output { get; }

    /// <summary>What the data know of its answer: the columns of a task; null where they know nothing.</summary>
    /// <value>Default null.</value>
    public LearningTask? Truth { get; init; }

    /// <summary>How far from the truth a number may be and still count as right, in its units; of a box the overlap (IoU) that counts as right.</summary>
    /// <value>Default 0.5, which suits boxes; above 0.</value>
    public double Tolerance { get; init; } = 0.5;

    /// <summary>What a label of its truth costs, in any currency.</summary>
    /// <value>Default 1; 0 or more.</value>
    public double Price { get; init; } = 1;

    /// <summary>How often people are right at it; null where that is not known.</summary>
    /// <value>Default null.</value>
    public Interval? Human { get; init; }

    /// <summary>Works without learning.</summary>
    /// <param name="inputs">One value an input, of the right kinds.</param>
    /// <exception cref="NoAnswerException">There is nothing to give for this picture.</exception>
    internal abstract StepValue Apply(IReadOnlyList<StepValue> inputs);

    /// <exception cref="InvalidOptionsException">A value is out of its range.</exception>
    internal virtual void Check()
    {
        if (!(Tolerance > 0) || !(Price >= 0 && double.IsFinite(Price)))
        {
            throw new InvalidOptionsException(FormattableString.Invariant(
                $"The step '{Name}' has the tolerance {Tolerance} and the price {Price}; allowed: a tolerance above 0, a price of 0 or more."));
        }
    }

    /// <summary>The kind of value that a task's labels are.</summary>
    /// <exception cref="InvalidOptionsException">No step gives such values.</exception>
    internal static StepValueKind KindOf(LearningTask task) => task.Kind switch
    {
        TaskKind.Classification => StepValueKind.Class,
        TaskKind.Regression => StepValueKind.Number,
        TaskKind.Box => StepValueKind.Box,
        _ => throw new InvalidOptionsException($"The task '{task.Name}' is of the kind {task.Kind}; steps can learn: class, regression, box."),
    };
}

/// <summary>A step has nothing to give for a picture, such as a crop of an empty box. The picture has no answer then, which counts as a wrong one.</summary>
/// <param name="message">Why.</param>
internal sealed class NoAnswerException(string message) : Exception(message);
