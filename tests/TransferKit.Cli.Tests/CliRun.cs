using System.Text.Json.Nodes;
using TransferKit.Cli.Hosting;

namespace TransferKit.Cli.Tests;

/// <summary>What a command line did, run inside this process, with a clock that stands still: no line of progress ever.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>The output's one JSON document.</summary>
    public JsonNode Document => JsonNode.Parse(Output)!;

    /// <summary>Runs a command line, split at spaces.</summary>
    public static Task<CliRun> OfAsync(string line, CancellationToken cancellation = default) =>
        OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellation: cancellation);

    /// <summary>Runs a command line.</summary>
    /// <param name="args">Its words.</param>
    /// <param name="ledger">Where looks are counted; null for a ledger of this run alone.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<CliRun> OfAsync(string[] args, string? ledger = null, CancellationToken cancellation = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new CommandHost { Output = output, Error = error, Time = new ManualTime(), LedgerFolder = ledger ?? TestHome.NewLedger() };
        var code = await CommandLine.RunAsync(args, host, cancellation);
        return new(code, output.ToString(), error.ToString());
    }
}
