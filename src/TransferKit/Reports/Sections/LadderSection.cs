using TransferKit.Evaluation;
using TransferKit.Strategy;

namespace TransferKit.Reports.Sections;

/// <summary>The errors from people to test as bars with their intervals, and what lies between.</summary>
internal static class LadderSection
{
    /// <summary>The section.</summary>
    public static Html Of(ReportContent content)
    {
        var ladder = content.Diagnosis.Ladder;
        return ladder.Steps.Count == 0 ? Html.None : Html.Of($"""
            <p>The error at each step: {content.Task.MainMetric.ErrorName}. Thin lines are 95 % intervals.{People(content)}</p>
            {BarChart.Of([.. ladder.Steps.Select(step => (step.Name, step.Error))])}
            {Gaps(ladder.Gaps)}
            """);
    }

    private static string People(ReportContent content) =>
        content.Diagnosis.Run.Human.Where(level => level.Task == content.Task.Name).MinBy(level => level.Error)?.Whose is { } whose ? $" The level of people is that of {whose}." : "";

    private static Html Gaps(IReadOnlyList<LadderGap> gaps) => gaps.Count == 0 ? Html.None : Html.Of($"""
        <table><thead><tr><th>gap</th><th>between</th><th class="number">difference</th><th></th></tr></thead><tbody>
        {gaps.Select(gap => Html.Of($"""<tr class="{(gap.Matters ? "strong" : "")}"><td>{gap.Gap.ToText().Replace('-', ' ')}</td><td>{gap.From} to {gap.To}</td><td class="number">{gap.Difference.Value:0.000} {VerdictSection.Interval(gap.Difference)}</td><td>{gap.Remark}</td></tr>"""))}
        </tbody></table>
        """);
}
