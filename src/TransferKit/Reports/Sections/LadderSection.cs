using TransferKit.Evaluation;
using TransferKit.Strategy;

namespace TransferKit.Reports.Sections;

/// <summary>The errors from people to test as bars with their intervals, and what lies between.</summary>
internal static class LadderSection
{
    private const int Left = 90;
    private const int Width = 470;
    private const int Right = 190;
    private const int Row = 34;

    /// <summary>The section.</summary>
    public static Html Of(ReportContent content)
    {
        var ladder = content.Diagnosis.Ladder;
        return ladder.Steps.Count == 0 ? Html.None : Html.Of($"""
            <p>The error at each step: {content.Task.MainMetric.ErrorName}. Thin lines are 95 % intervals.{People(content)}</p>
            {Chart(ladder.Steps)}
            {Gaps(ladder.Gaps)}
            """);
    }

    private static string People(ReportContent content) =>
        content.Diagnosis.Run.Human.Where(level => level.Task == content.Task.Name).MinBy(level => level.Error)?.Whose is { } whose ? $" The level of people is that of {whose}." : "";

    private static Html Chart(IReadOnlyList<LadderStep> steps)
    {
        var most = Math.Max(1e-9, steps.Max(step => step.Error.High));
        double X(double error) => Left + (error / most * Width);
        return Html.Of($"""
            <svg class="chart" viewBox="0 0 {Left + Width + Right} {(steps.Count * Row) + 8}" role="img" aria-label="{string.Join("; ", steps.Select(step => $"{step.Name} {step.Error}"))}">
            {steps.Index().Select(step => Html.Of($"""
            <text x="{Left - 10}" y="{(step.Index * Row) + 24}" text-anchor="end">{step.Item.Name}</text>
            <rect class="bar" x="{Left}" y="{(step.Index * Row) + 9}" width="{Math.Max(1, X(step.Item.Error.Value) - Left):0.#}" height="20" rx="3"/>
            <path class="whisker" d="M{X(step.Item.Error.Low):0.#} {(step.Index * Row) + 19}H{X(step.Item.Error.High):0.#}M{X(step.Item.Error.Low):0.#} {(step.Index * Row) + 14}v10M{X(step.Item.Error.High):0.#} {(step.Index * Row) + 14}v10"/>
            <text x="{X(step.Item.Error.High) + 8:0.#}" y="{(step.Index * Row) + 24}">{step.Item.Error.Value:0.000} <tspan class="faint">n = {step.Item.Error.N}</tspan></text>

            """))}
            </svg>
            """);
    }

    private static Html Gaps(IReadOnlyList<LadderGap> gaps) => gaps.Count == 0 ? Html.None : Html.Of($"""
        <table><thead><tr><th>gap</th><th>between</th><th class="number">difference</th><th></th></tr></thead><tbody>
        {gaps.Select(gap => Html.Of($"""<tr class="{(gap.Matters ? "strong" : "")}"><td>{gap.Gap.ToText().Replace('-', ' ')}</td><td>{gap.From} to {gap.To}</td><td class="number">{gap.Difference.Value:0.000} {VerdictSection.Interval(gap.Difference)}</td><td>{gap.Remark}</td></tr>"""))}
        </tbody></table>
        """);
}
