namespace TransferKit.Reports.Sections;

/// <summary>The probe of each stage as a line with intervals.</summary>
internal static class DepthSection
{
    private const int Width = 640;
    private const int Height = 240;
    private const int Left = 52;

    /// <summary>The section; none where stages were not probed.</summary>
    public static Html Of(ReportContent content)
    {
        var probed = content.Probed;
        if (probed.Count < 2)
        {
            return Html.None;
        }

        var (low, high) = (probed.Min(stage => stage.Figure.Low), probed.Max(stage => stage.Figure.High));
        double X(int place) => Left + (place * (Width - Left - 16) / (double)(probed.Count - 1));
        double Y(double value) => 10 + ((high - value) / Math.Max(1e-9, high - low) * (Height - 40));
        var best = content.Task.MainMetric.HigherIsBetter ? probed.MaxBy(stage => stage.Figure.Value)! : probed.MinBy(stage => stage.Figure.Value)!;
        return Html.Of($"""
            <p>The {content.Task.Metric} {(content.Task.MainMetric.HigherIsBetter ? "" : "(less is better) ")}of a linear head that reads one stage alone, on five folds of {(best.Figure.N < Strategy.Probes.DepthProbe.MostImages ? "all labelled images but those of test" : FormattableString.Invariant($"{best.Figure.N:N0} labelled images, drawn from all but those of test"))}. Early stages see colours and edges, late ones parts and objects;
            the best here is <code>{best.Stage}</code> with {best.Figure.Value:0.000} {VerdictSection.Interval(best.Figure)}.
            {(content.Run.Recipe.GetValueOrDefault("retrain", "head") == "head" ? "" : "Retrained stages have seen the labels, so their figures flatter.")}</p>
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{string.Join("; ", probed.Select(stage => $"{stage.Stage} {stage.Figure}"))}">
            <path class="axis" d="M{Left} 8V{Height - 26}H{Width - 8}"/>
            {new[] { low, (low + high) / 2, high }.Select(tick => Html.Of($"""<text x="{Left - 8}" y="{Y(tick) + 5:0.#}" text-anchor="end">{tick:0.00}</text>"""))}
            <path class="line" d="M{string.Join("L", probed.Index().Select(stage => FormattableString.Invariant($"{X(stage.Index):0.#} {Y(stage.Item.Figure.Value):0.#}")))}"/>
            {probed.Index().Select(stage => Html.Of($"""<g><title>{stage.Item.Stage}: {stage.Item.Figure.ToString()}</title><path class="whisker" d="M{X(stage.Index):0.#} {Y(stage.Item.Figure.Low):0.#}V{Y(stage.Item.Figure.High):0.#}"/><circle class="dot" cx="{X(stage.Index):0.#}" cy="{Y(stage.Item.Figure.Value):0.#}" r="4"/><text x="{X(stage.Index):0.#}" y="{Height - 8}" text-anchor="middle">{stage.Item.Place + 1}</text></g>"""))}
            </svg>
            <details><summary>Stages by number</summary><ol>{probed.Select(stage => Html.Of($"<li><code>{stage.Stage}</code> {stage.Figure.Value:0.000} {VerdictSection.Interval(stage.Figure)}</li>"))}</ol></details>
            """);
    }
}
