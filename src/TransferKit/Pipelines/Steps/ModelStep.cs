using TransferKit.Tasks;

namespace TransferKit.Pipelines.Steps;

/// <summary>A step that is trained: a model of one task on the pictures that it is given.</summary>
public sealed class ModelStep : PipelineStep
{
    /// <param name="name">Its name.</param>
    /// <param name="task">What it learns; its columns are the step's truth.</param>
    /// <param name="input">The step whose pictures it sees.</param>
    public ModelStep(string name, LearningTask task, string input = Source)
        : base(name, [input]) => (Truth, Output) = (task, KindOf(task));

    /// <inheritdoc/>
    public override IReadOnlyList<StepValueKind> InputKinds { get; } = [StepValueKind.Image];

    /// <inheritdoc/>
    public override StepValueKind Output { get; }

    /// <summary>What it learns.</summary>
    public LearningTask Task => Truth!;

    internal override StepValue Apply(IReadOnlyList<StepValue> inputs) => throw new InvalidOperationException($"The step '{Name}' is answered by its model.");
}
