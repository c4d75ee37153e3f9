using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;

namespace TransferKit.Cli.Commands.Contract;

/// <summary>A contract for people.</summary>
internal static class ContractText
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, ContractDocument document)
    {
        var facts = new FactSheet(console);
        facts.Add("Contract", document.Contract);
        facts.Add("Counts", Describe(document.Tasks));
        facts.Add("Limits", document.Limits);
        facts.Add("History", document.History.Select(change => string.Create(
            CultureInfo.InvariantCulture, $"{change.Date:yyyy-MM-dd}: {string.Join("; ", Describe(change.After.Tasks).Concat(change.After.Limits))} ({change.Reason ?? "the first"})")));
    }

    private static string Describe(CostsDocument costs) => string.Join(", ",
        from label in costs.Classes.Index()
        from said in costs.Classes.Index()
        where costs.Rows[label.Index][said.Index] > 0
        select string.Create(CultureInfo.InvariantCulture, $"{label.Item} called {said.Item}: {costs.Rows[label.Index][said.Index]}"));

    private static IEnumerable<string> Describe(IReadOnlyDictionary<string, TaskTermsDocument> tasks) =>
        tasks.Count == 0 ? ["the default of each task"] : tasks.Select(task => $"'{task.Key}': {task.Value.Metric}{(task.Value.Costs is { } costs ? $" ({Describe(costs)})" : "")}");
}
