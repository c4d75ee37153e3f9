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
        <h3>{comparison.From} and {comparison.To}: {Verdict(comparison)}</h3>
        {(comparison.ToldApart is { } apart ? Html.Of($"""<p>Of one image from each, a linear classifier tells which is which in {apart.Value:0.000} {VerdictSection.Interval(apart)} of pairs (0.5 is a guess), adjusted p {comparison.ClassifierP!.Value:0.000}.</p>""") : Html.None)}
        <details{(comparison.PicturesDiffer || comparison.LabelsDiffer ? new Html(" open") : Html.None)}><summary>Attributes and labels</summary>
        <table><thead><tr><th></th><th class="number">{comparison.From}</th><th class="number">{comparison.To}</th><th class="number">difference</th><th class="number">adjusted p</th></tr></thead><tbody>
        {comparison.Attributes.Select(row => Row(row.Attribute, row.From, row.To, row.Larger, row.P, row.IsDistinguishable))}
        {comparison.Labels.Take(ShownLabels).Select(row => Row($"{row.Task} {row.Label}", row.From, row.To, row.Difference, row.P, row.IsDistinguishable))}
        </tbody></table>
        <p class="faint">Attributes: medians, and how likely an image of {comparison.To} has more than one of {comparison.From}. Labels: shares, and how much they differ.</p></details>
        """);

    private static Html Row(string name, double from, double to, Interval difference, double p, bool strong) => Html.Of($"""
        <tr class="{(strong ? "strong" : "")}"><td>{name}</td><td class="number">{from:0.###}</td><td class="number">{to:0.###}</td><td class="number">{difference.Value:0.000} {VerdictSection.Interval(difference)}</td><td class="number">{p:0.000}</td></tr>
        """);

    private static string Verdict(PartComparison comparison) => (comparison.PicturesDiffer, comparison.LabelsDiffer) switch
    {
        (true, true) => "pictures and labels differ",
        (true, false) => "the pictures differ",
        (false, true) => "the labels differ",
        _ => "nothing differs for sure",
    };
}
