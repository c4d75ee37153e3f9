namespace TransferKit.Cli.Hosting;

/// <summary>The user stopped the command, and there is something to say about it.</summary>
/// <param name="message">What was saved and how to go on.</param>
internal sealed class StoppedException(string message) : OperationCanceledException(message);
