using System.Runtime.InteropServices;

namespace TransferKit.Cli.Hosting;

/// <summary>
/// Turns Ctrl-C and SIGTERM into cancellation, so that the work can save its state; a second signal ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const string ShowCursor = "\e[?25h";
    private readonly CancellationTokenSource _source = new();
    private readonly TextWriter _messages;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _received;

    public StopSignals(TextWriter messages)
    {
        _messages = messages;
        Register(PosixSignal.SIGINT, ExitCode.Interrupted);
        Register(PosixSignal.SIGTERM, ExitCode.Terminated);
    }

    /// <summary>Says what a second signal leaves to say, before the process ends.</summary>
    public Action<ExitCode>? BeforeExit { get; set; }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code that belongs to the first signal received.</summary>
    public ExitCode ExitCode { get; private set; } = ExitCode.Interrupted;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Register(PosixSignal signal, ExitCode code) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Receive(code);
        }));

    private void Receive(ExitCode code)
    {
        if (Interlocked.Increment(ref _received) > 1)
        {
            // The live progress display hides the cursor and has no chance to bring it back.
            _messages.Write(Console.IsErrorRedirected ? "" : ShowCursor);
            BeforeExit?.Invoke(code);
            Environment.Exit((int)code);
        }

        ExitCode = code;
        _messages.WriteLine("Stopping cleanly; once more stops at once.");
        _source.Cancel();
    }
}
