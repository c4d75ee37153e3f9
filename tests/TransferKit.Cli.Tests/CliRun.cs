using System.Text.Json.Nodes;
using TransferKit.Cli.Hosting;

namespace TransferKit.Cli.Tests;

/// <summary>What a command line did, run inside this process.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>The output's one JSON document.</summary>
    public JsonNode Document => JsonNode.Parse(Output)!;

    /// <summary>Runs a command line, split at spaces.</summary>
    public static Task<CliRun> OfAsync(string line, CancellationToken cancellation = default) =>
        OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellation);

    /// <summary>Runs a command line.</summary>
    public static async Task<CliRun> OfAsync(string[] args, CancellationToken cancellation = default)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, new CommandHost { Output = output, Error = error }, cancellation);
        return new(code, output.ToString(), error.ToString());
    }
}
