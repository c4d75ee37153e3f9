using TransferKit.Foundation;

namespace TransferKit.Cli.Hosting;

/// <summary>The command line itself is wrong: an unknown option, a missing value, a value out of range.</summary>
/// <param name="message">What was found and what is allowed.</param>
/// <param name="command">The command whose help explains it, such as <c>train</c>, or empty for the program's own.</param>
internal sealed class UsageException(string message, string command) : TransferKitException(message)
{
    /// <summary>The command whose help explains it.</summary>
    public string Command { get; } = command;

    /// <inheritdoc/>
    public override FaultKind Fault => FaultKind.Usage;

    /// <inheritdoc/>
    public override string Kind => "usage";
}
