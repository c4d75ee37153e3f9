using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Runs;

/// <summary>The run that a command is about.</summary>
internal static class RunArgument
{
    /// <summary>The argument.</summary>
    /// <param name="name">What stands for it in the help text.</param>
    public static Argument<string> Create(string name = "RUN") =>
        new(name) { Description = "A finished training: its folder (M.run), its model (M.onnx), or the start of a name that 'transferkit runs list' shows." };

    /// <summary>Finds the run.</summary>
    public static RunRecord Find(CommandHost host, string text) => new RunIndex(host.LedgerFolder).Find(text);
}
