using TransferKit.Evaluation;
using TransferKit.Strategy.Distributions;

namespace TransferKit.Reports.Sections;

/// <summary>Whether the parts of the data come from one distribution.</summary>
internal static class DistributionSection
{
    private const int ShownLabels = 10;

    /// <summary>The section; none where there is one part alone.</summary>
    public static Html Of(ReportContent content) => content.Distributions is not { } check ? Html.None : Html.Of($"""
        {check.Comparisons.Select(One)}
        <p class="faint">Adjusted p allows for everything that was compared. {string.Join(" ", check.Notes)}</p>
        """);

    private static Html One(PartComparison comparison) => Html.Of($"""
        <h3>{comparison.From} and {comparison.To}: {comparison.Remark}</h3>
        {(comparison.ToldApart is { } apart ? Html.Of($"""<p>Of one image from each, a linear classifier tells which is which in {apart.Value:0.000} {VerdictSection.Interval(apart)} of pairs (0.5 is a guess), adjusted p {comparison.ClassifierP!.Value:0.000}.</p>""") : Html.None)}
        <details{(comparison.PicturesDiffer || comparison.LabelsDiffer ? new Html(" open") : Html.None)}><summary>Attributes and labels</summary>
        {Table(comparison, "attribute, median", $"more in {comparison.To}", comparison.Attributes.Select(row => Row(row.Attribute, row.From, row.To, row.Larger, row.P, row.IsDistinguishable)))}
        <p class="faint">How likely an image of {comparison.To} has more of it than one of {comparison.From}: 0.5 where they are alike.</p>
        {(comparison.Labels.Count == 0 ? Html.None : Table(comparison, "label, share", "difference", comparison.Labels.Take(ShownLabels).Select(row => Row($"{row.Task} {row.Label}", row.From, row.To, row.Difference, row.P, row.IsDistinguishable))))}
        </details>
        """);

    private static Html Table(PartComparison comparison, string what, string difference, IEnumerable<Html> rows) => Html.Of($"""
        <table><thead><tr><th>{what}</th><th class="number">{comparison.From}</th><th class="number">{comparison.To}</th><th class="number">{difference}</th><th class="number">adjusted p</th></tr></thead><tbody>
        {rows}
        </tbody></table>
        """);

    private static Html Row(string name, double from, double to, Interval difference, double p, bool strong) => Html.Of($"""
        <tr class="{(strong ? "strong" : "")}"><td>{name}</td><td class="number">{from:0.000}</td><td class="number">{to:0.000}</td><td class="number">{difference.Value:0.000} {VerdictSection.Interval(difference)}</td><td class="number">{p:0.000}</td></tr>
        """);
}
