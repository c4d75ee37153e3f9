using TransferKit.Foundation;

namespace TransferKit.Cli.Demo.Drawing;

/// <summary>The process that draws pictures could not be started, or ended before it drew anything.</summary>
/// <param name="reason">What happened.</param>
/// <param name="innerException">The cause, or null.</param>
internal sealed class DrawingException(string reason, Exception? innerException = null) : TransferKitException(
    $"The process that draws the demo's pictures cannot run: {reason} '{CommandLine.Name} doctor' checks the native libraries.", null, innerException)
{
    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Environment;

    /// <inheritdoc/>
    public override string Kind => "cannot-draw";
}
