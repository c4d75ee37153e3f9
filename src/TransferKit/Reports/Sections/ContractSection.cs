using System.Globalization;
using TransferKit.Tasks.Contracts;

namespace TransferKit.Reports.Sections;

/// <summary>What counted, what came of the limits, and each change of it with its reason; nothing without a contract.</summary>
internal static class ContractSection
{
    /// <summary>The section.</summary>
    public static Html Of(ReportContent content) => content.Run.Contract is not { } contract ? Html.None : Html.Of($"""
        <p>One number to rank by, {content.Task.Metric}; others only have to be good enough.</p>
        {(content.Task.Costs is { } costs ? Costs(content.Task.Classes, costs) : Html.None)}
        {(contract.Limits.Count == 0 ? Html.None : Limits(contract.Limits))}
        <h3>How it came to that</h3>
        <ul>{contract.History.Select(change => Html.Of($"<li>{change.Date.UtcDateTime:yyyy-MM-dd}: {Describe(change.After)} ({change.Reason ?? "the first"})</li>"))}</ul>
        """);

    private static Html Costs(IReadOnlyList<string> classes, IReadOnlyList<IReadOnlyList<double>> costs) => Html.Of($"""
        <div class="scroll"><table><thead><tr><th scope="col">cost: is, called</th>{classes.Select(name => Html.Of($"""<th scope="col">{name}</th>"""))}</tr></thead><tbody>
        {classes.Zip(costs, (name, row) => Html.Of($"""<tr><th scope="row">{name}</th>{row.Select(cost => Html.Of($"""<td class="number">{Text(cost)}</td>"""))}</tr>"""))}
        </tbody></table></div>
        """);

    private static Html Limits(IReadOnlyList<LimitResult> limits) => Html.Of($"""
        <div class="scroll"><table><thead><tr><th scope="col">limit</th><th scope="col">measured</th><th scope="col">outcome</th></tr></thead><tbody>
        {limits.Select(limit => Html.Of($"<tr><td>{limit.Limit}</td><td>{limit.Measured?.ToString() ?? (limit.Number is { } number ? Text(number) : "-")}</td><td>{limit.Outcome}</td></tr>"))}
        </tbody></table></div>
        """);

    private static string Describe(ContractTerms terms) => string.Join("; ",
        terms.Tasks.Select(task => $"{task.Key}: {task.Value.MetricName}").Concat(terms.Limits).DefaultIfEmpty("the default of each task"));

    private static string Text(double number) => number.ToString("#,0.###", CultureInfo.InvariantCulture);
}
