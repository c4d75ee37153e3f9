using TransferKit.Cli.Hosting;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Diagnose;

/// <summary>The training that an action asked for failed.</summary>
/// <param name="message">What failed.</param>
/// <param name="code">Its exit code.</param>
internal sealed class ApplyFailedException(string message, ExitCode code) : TransferKitException(message)
{
    /// <inheritdoc/>
    public override FaultKind Fault => code switch
    {
        ExitCode.Usage => FaultKind.Usage,
        ExitCode.Input => FaultKind.Input,
        _ => FaultKind.Environment,
    };

    /// <inheritdoc/>
    public override string Kind => "apply-failed";
}
