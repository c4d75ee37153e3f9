using Spectre.Console;
using TransferKit.Evaluation;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>What came of the gates, for people.</summary>
internal static class GatesText
{
    /// <summary>Writes a line a gate; nothing without gates.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<GateResult> results)
    {
        if (results.Count > 0)
        {
            console.WriteLine();
        }

        foreach (var result in results)
        {
            console.Write(new Text(result.Text, new Style(result.Met ? Color.Green : Color.Red)));
            console.WriteLine();
        }
    }
}
