using System.Text;

namespace TransferKit.Bench.Coverage;

/// <summary>The results as tables in Markdown.</summary>
internal static class CoverageTable
{
    /// <summary>A table of each set of columns: coverage in percent with its standard error, mean width, and a table of the bias.</summary>
    public static string Of(IReadOnlyList<CoverageResult> results)
    {
        var text = new StringBuilder();
        foreach (var figures in results.GroupBy(result => result.Cell.Figure == "mae"))
        {
            text.AppendLine("coverage in percent ± its standard error (mean width)").AppendLine();
            Write(text, [.. figures], result => FormattableString.Invariant($"{100 * result.Coverage:0.0} ± {100 * result.StandardError:0.0} ({result.Width:0.000})"));
            text.AppendLine("truth, and the mean figure less it").AppendLine();
            Write(text, [.. figures], result => FormattableString.Invariant($"{result.Truth:0.000}, {Math.Round(result.Bias, 3) + 0.0:+0.000;-0.000}"));
        }

        return text.ToString().TrimEnd();
    }

    private static void Write(StringBuilder text, List<CoverageResult> results, Func<CoverageResult, string> cellText)
    {
        string[] columns = [.. results.Select(result => result.Cell.Column).Distinct()];
        text.AppendLine($"| figure | n | {string.Join(" | ", columns)} |").AppendLine($"|---|---|{string.Concat(columns.Select(_ => "---|"))}");
        foreach (var row in results.GroupBy(result => (result.Cell.Figure, result.Cell.Rows)))
        {
            var cells = columns.Select(column => row.FirstOrDefault(result => result.Cell.Column == column) is { } found ? cellText(found) : "");
            text.AppendLine($"| {row.Key.Figure} | {row.Key.Rows:N0} | {string.Join(" | ", cells)} |");
        }

        text.AppendLine();
    }
}
