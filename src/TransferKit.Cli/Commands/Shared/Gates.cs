using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>The limits that <c>--gate</c> sets.</summary>
internal static class Gates
{
    /// <summary>The option.</summary>
    public static Option<IReadOnlyList<Gate>> Option() => CliOptions.Repeated(
        "--gate",
        "TASK.METRIC[.low]>=X",
        "Exits with 4 unless the figure keeps this limit on test (on dev where there is no test); '.low' asks it of the interval's lower end, "
        + "'<=' and '.high' serve metrics where less is better.",
        Gate.Parse);

    /// <summary>Checks, before any work, that every gate can be checked later.</summary>
    public static void RequireKnown(IReadOnlyList<Gate> gates, IEnumerable<TaskFigures> tasks)
    {
        var known = tasks.ToDictionary(task => task.Name, task => task.Metrics);
        foreach (var gate in gates)
        {
            gate.RequireKnown(known);
        }
    }

    /// <summary>Checks figures against gates.</summary>
    public static IReadOnlyList<GateResult> Check(IReadOnlyList<Gate> gates, IReadOnlyList<TaskFigures> tasks) =>
        [.. gates.Select(gate => gate.Check(tasks.Single(task => task.Name == gate.Task).Final?[gate.Metric]))];

    /// <summary>The exit code that the gates ask for.</summary>
    public static ExitCode Code(IReadOnlyList<GateResult> results) => results.All(result => result.Met) ? ExitCode.Done : ExitCode.GateNotMet;
}
