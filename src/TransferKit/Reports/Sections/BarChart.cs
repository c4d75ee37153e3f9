using TransferKit.Evaluation;

namespace TransferKit.Reports.Sections;

/// <summary>Figures as bars from 0 on, a row each, with their intervals.</summary>
internal static class BarChart
{
    private const int Width = 470;
    private const int Right = 190;
    private const int Row = 34;

    /// <summary>The chart.</summary>
    /// <param name="bars">At least one.</param>
    /// <param name="left">The room for the names.</param>
    public static Html Of(IReadOnlyList<(string Name, Interval Figure)> bars, int left = 90)
    {
        var most = Math.Max(1e-9, bars.Max(bar => bar.Figure.High));
        double X(double figure) => left + (figure / most * Width);
        return Html.Of($"""
            <svg class="chart" viewBox="0 0 {left + Width + Right} {(bars.Count * Row) + 8}" role="img" aria-label="{string.Join("; ", bars.Select(bar => $"{bar.Name} {bar.Figure}"))}">
            {bars.Index().Select(bar => Html.Of($"""
            <text x="{left - 10}" y="{(bar.Index * Row) + 24}" text-anchor="end">{bar.Item.Name}</text>
            <rect class="bar" x="{left}" y="{(bar.Index * Row) + 9}" width="{Math.Max(1, X(bar.Item.Figure.Value) - left):0.#}" height="20" rx="3"/>
            <path class="whisker" d="M{X(bar.Item.Figure.Low):0.#} {(bar.Index * Row) + 19}H{X(bar.Item.Figure.High):0.#}M{X(bar.Item.Figure.Low):0.#} {(bar.Index * Row) + 14}v10M{X(bar.Item.Figure.High):0.#} {(bar.Index * Row) + 14}v10"/>
            <text x="{X(bar.Item.Figure.High) + 8:0.#}" y="{(bar.Index * Row) + 24}">{bar.Item.Figure.Value:0.000} <tspan class="faint">n = {bar.Item.Figure.N}</tspan></text>

            """))}
            </svg>
            """);
    }
}
