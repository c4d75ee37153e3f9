using TransferKit.Evaluation;

namespace TransferKit.Reports.Sections;

/// <summary>What was said of held-out images against what is: for numbers as points, for sets of labels label by label.</summary>
internal static class AnswersSection
{
    private const int Side = 340;
    private const int Left = 64;
    private const int MostPoints = 1_000;

    /// <summary>The section; none for classes and levels, which have a confusion matrix.</summary>
    public static Html Of(ReportContent content) => content.Held switch
    {
        RegressionRows rows => Points(rows),
        MultiLabelRows rows => Labels(content, rows),
        _ => Html.None,
    };

    private static Html Points(RegressionRows rows)
    {
        double[] all = [.. rows.Labels, .. rows.Predictions];
        var (low, high) = (all.Min(), all.Max());
        var span = Math.Max(1e-9, high - low);
        double X(double value) => Left + 8 + ((value - low) / span * (Side - 16));
        double Y(double value) => Side - ((value - low) / span * (Side - 16));
        // Every n-th of many points: as many show the same cloud.
        var step = (rows.Count + MostPoints - 1) / MostPoints;
        int[] shown = [.. Enumerable.Range(0, rows.Count).Where(row => row % step == 0)];
        return Html.Of($"""
            <p>On the dashed line, the answer is the label. {(step == 1 ? $"All {rows.Count} held-out images." : FormattableString.Invariant($"{shown.Length:N0} of {rows.Count:N0} held-out images, every {step}. of them."))}</p>
            <svg class="chart small" viewBox="0 0 {Left + Side + 32} {Side + 54}" role="img" aria-label="labels from {rows.Labels.ToArray().Min():0.##} to {rows.Labels.ToArray().Max():0.##}, answers from {rows.Predictions.ToArray().Min():0.##} to {rows.Predictions.ToArray().Max():0.##}">
            <path class="axis" d="M{Left} 8V{Side + 8}H{Left + Side}"/><path class="ideal" d="M{X(low):0.#} {Y(low):0.#}L{X(high):0.#} {Y(high):0.#}"/>
            {new[] { low, (low + high) / 2, high }.Select(tick => Html.Of($"""<text x="{X(tick):0.#}" y="{Side + 28}" text-anchor="middle">{tick:0.##}</text><text x="{Left - 8}" y="{Y(tick) + 5:0.#}" text-anchor="end">{tick:0.##}</text>"""))}
            <text x="{Left + (Side / 2)}" y="{Side + 48}" text-anchor="middle">label</text><text x="{Left + 6}" y="16">answer</text>
            {shown.Select(row => Html.Of($"""<circle class="dot many" cx="{X(rows.Labels[row]):0.#}" cy="{Y(rows.Predictions[row]):0.#}" r="3.5"/>"""))}
            </svg>
            """);
    }

    private static Html Labels(ReportContent content, MultiLabelRows rows)
    {
        var figures = (MultiLabelEvaluation)content.Task.Rules.Evaluate(rows, BootstrapOptions.Default, content.Errors.ByFolds);
        return Html.Of($"""
            <table><thead><tr><th>label</th><th class="number">images that have it</th><th class="number">missed</th><th class="number">said wrongly</th><th class="number">F1</th></tr></thead><tbody>
            {content.Task.Classes.Index().Select(label => Html.Of($"""<tr><td>{label.Item}</td><td class="number">{Count(rows, row => rows.IsTrue(row, label.Index))}</td><td class="number">{Count(rows, row => rows.IsTrue(row, label.Index) && !rows.IsPredicted(row, label.Index))}</td><td class="number">{Count(rows, row => !rows.IsTrue(row, label.Index) && rows.IsPredicted(row, label.Index))}</td><td class="number">{(figures.PerLabel[label.Index] is { } figure ? Html.Of($"{figure.Value:0.000} {VerdictSection.Interval(figure)}") : Html.Of($"-"))}</td></tr>"""))}
            </tbody></table>
            """);
    }

    private static int Count(ScoredRows rows, Func<int, bool> which) => Enumerable.Range(0, rows.Count).Count(which);
}
