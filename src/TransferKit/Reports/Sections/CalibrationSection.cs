using TransferKit.Evaluation;

namespace TransferKit.Reports.Sections;

/// <summary>A reliability diagram: how often the model is right, by how sure it says it is.</summary>
internal static class CalibrationSection
{
    private const int Side = 300;
    private const int Margin = 44;
    private const int LeastRows = 20;
    private const int MostBins = 10;

    /// <summary>The section; none for other kinds of tasks.</summary>
    public static Html Of(ReportContent content)
    {
        if (content.Rows is not { Count: >= LeastRows } rows)
        {
            return Html.None;
        }

        int[] sorted = [.. Enumerable.Range(0, rows.Count).OrderBy(row => rows.Confidence[row])];
        var bins = Math.Clamp(rows.Count / LeastRows, 2, MostBins);
        var points = Enumerable.Range(0, bins).Select(bin => sorted[(sorted.Length * bin / bins)..(sorted.Length * (bin + 1) / bins)])
            .Select(members => (Confidence: members.Average(row => rows.Confidence[row]), Right: Proportion.Of(members.Count(rows.IsRight), members.Length)!.Value)).ToList();
        var error = content.Errors.ByFolds ? content.Run.Figure(content.Task.Name, "cv", "calibration-error")
            : content.Run.Figure(content.Task.Name, "test", "calibration-error") ?? content.Run.Figure(content.Task.Name, "dev", "calibration-error");
        return Html.Of($"""
            <p>On the dashed line, answers given with 80 % confidence are right 80 times of 100; below it the model is too sure.
            {(error is null ? Html.None : Html.Of($"Calibration error: {error.Value.Value:0.000} {VerdictSection.Interval(error.Value)}."))}</p>
            <svg class="chart small" viewBox="0 0 {Side + Margin + 16} {Side + Margin + 8}" role="img" aria-label="{string.Join("; ", points.Select(point => FormattableString.Invariant($"confidence {point.Confidence:0.00}: right {point.Right}")))}">
            <path class="axis" d="M{Margin} 8V{Side + 8}H{Side + Margin}"/>
            <path class="ideal" d="M{Margin} {Side + 8}L{Side + Margin} 8"/>
            {new[] { 0, 0.5, 1.0 }.Select(tick => Html.Of($"""<text x="{X(tick):0.#}" y="{Side + 26}" text-anchor="middle">{tick:0.0}</text><text x="{Margin - 8}" y="{Y(tick) + 5:0.#}" text-anchor="end">{tick:0.0}</text>"""))}
            <text x="{Margin + (Side / 2)}" y="{Side + 44}" text-anchor="middle">confidence</text>
            {points.Select(point => Html.Of($"""<path class="whisker" d="M{X(point.Confidence):0.#} {Y(point.Right.Low):0.#}V{Y(point.Right.High):0.#}"/><circle class="dot" cx="{X(point.Confidence):0.#}" cy="{Y(point.Right.Value):0.#}" r="5"/>"""))}
            </svg>
            """);
    }

    private static double X(double value) => Margin + (value * Side);

    private static double Y(double value) => Side + 8 - (value * Side);
}
