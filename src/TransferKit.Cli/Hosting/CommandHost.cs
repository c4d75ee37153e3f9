using System.Text;
using Spectre.Console;
using TransferKit.Cli.Json;
using TransferKit.Cli.Progress;
using TransferKit.Foundation;

namespace TransferKit.Cli.Hosting;

/// <summary>Everything a command may touch outside the library: handed in, so that tests need no process.</summary>
internal sealed class CommandHost
{
    private const int WidthWithoutTerminal = 120;
    private IAnsiConsole? _console;
    private readonly Lock _lock = new();
    private bool _hasPrinted;

    /// <summary>Results: text for people, or JSON and nothing else.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Errors, notes and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>A terminal that can redraw a progress display on the error stream, or null.</summary>
    public IAnsiConsole? ProgressTerminal { get; init; }

    /// <summary>The clock of progress displays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where looks at dev and test are counted.</summary>
    public string LedgerFolder { get; init; } = DefaultFolders.Runs;

    /// <summary>Whether errors show their stack trace: the environment variable TRANSFERKIT_DEBUG is 1.</summary>
    public bool ShowsStackTraces { get; init; }

    /// <summary>The words of the command line.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>Whether <c>--json</c> was given.</summary>
    public bool Json { get; set; }

    /// <summary>The exit code of a cancelled command.</summary>
    public Func<ExitCode> CodeOfCancellation { get; init; } = () => ExitCode.Interrupted;

    /// <summary>Tables and colours for people, on <see cref="Output"/>.</summary>
    public IAnsiConsole Console => _console ??= CreateConsole();

    /// <summary>Whether <see cref="Output"/> is a terminal, which may show colours.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>The host of the running process.</summary>
    public static CommandHost OfProcess(StopSignals signals) => new()
    {
        Output = System.Console.IsOutputRedirected
            ? new StreamWriter(System.Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true }
            : System.Console.Out,
        OutputIsTerminal = !System.Console.IsOutputRedirected,
        Error = System.Console.Error,
        ProgressTerminal = System.Console.IsErrorRedirected ? null : ErrorTerminal(),
        ShowsStackTraces = Environment.GetEnvironmentVariable("TRANSFERKIT_DEBUG") == "1",
        CodeOfCancellation = () => signals.ExitCode,
    };

    /// <summary>Shows the progress of long work while it runs.</summary>
    public Task<T> WithProgressAsync<T>(Func<IProgress<ProgressReport>, Task<T>> work) =>
        ProgressDisplay.RunAsync(this, work);

    /// <summary>Prints the result: as a JSON document with <c>--json</c>, else as text.</summary>
    public void Print<T>(T result, Func<object> document, Action<IAnsiConsole, T> text)
    {
        if (Json)
        {
            PrintDocument(document);
        }
        else
        {
            text(Console, result);
        }
    }

    /// <summary>Prints a JSON document, unless one was printed: a signal may come while the result, or an error, is on its way.</summary>
    public void PrintDocument(Func<object> document)
    {
        lock (_lock)
        {
            if (!_hasPrinted)
            {
                _hasPrinted = true;
                JsonOutput.WriteLine(Output, document());
            }
        }
    }

    private static IAnsiConsole? ErrorTerminal()
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(System.Console.Error) });
        return console.Profile.Capabilities is { Ansi: true, Interactive: true } ? console : null;
    }

    private IAnsiConsole CreateConsole()
    {
        if (OutputIsTerminal)
        {
            return AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Output) });
        }

        var plain = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Output),
        });
        plain.Profile.Width = WidthWithoutTerminal;
        return plain;
    }
}
