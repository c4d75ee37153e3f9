using TransferKit.Foundation;

namespace TransferKit.Pipelines.Steps;

/// <summary>A step broke on a picture.</summary>
/// <param name="step">The step's name.</param>
/// <param name="what">What happened.</param>
/// <param name="innerException">What it threw, or null.</param>
public sealed class PipelineStepException(string step, string what, Exception? innerException = null)
    : TransferKitException($"The step '{step}' {what}.", null, innerException)
{
    /// <summary>The step's name.</summary>
    public string Step { get; } = step;

    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Input;

    /// <inheritdoc/>
    public override string Kind => "pipeline-step";
}
