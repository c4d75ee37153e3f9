namespace TransferKit.Pipelines.Steps;

/// <summary>A hand-designed step: a plain function.</summary>
public sealed class FunctionStep : PipelineStep
{
    private readonly Func<IReadOnlyList<StepValue>, StepValue> _function;

    /// <param name="name">Its name.</param>
    /// <param name="inputs">What it takes.</param>
    /// <param name="inputKinds">What each of these must be.</param>
    /// <param name="output">What it gives.</param>
    /// <param name="function">Called for every picture, maybe from several threads at once.</param>
    public FunctionStep(
        string name, IReadOnlyList<string> inputs, IReadOnlyList<StepValueKind> inputKinds, StepValueKind output, Func<IReadOnlyList<StepValue>, StepValue> function)
        : base(name, inputs) => (InputKinds, Output, _function) = (inputKinds, output, function);

    /// <inheritdoc/>
    public override IReadOnlyList<StepValueKind> InputKinds { get; }

    /// <inheritdoc/>
    public override StepValueKind Output { get; }

    internal override StepValue Apply(IReadOnlyList<StepValue> inputs)
    {
        StepValue value;
        try
        {
            value = _function(inputs);
        }
        catch (Exception error) when (error is not (NoAnswerException or OperationCanceledException))
        {
            throw new PipelineStepException(Name, $"failed: {error.Message}", error);
        }

        return value?.Kind == Output ? value : throw new PipelineStepException(Name, $"gave {value?.Kind.ToString() ?? "nothing"} where it says that it gives {Output}");
    }
}
