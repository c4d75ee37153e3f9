using TransferKit.Strategy.Errors;
using TransferKit.Tasks;

namespace TransferKit.Reports.Sections;

/// <summary>Tags, suspected labels and weak groups.</summary>
internal static class TagSection
{
    private const int Shown = 12;

    /// <summary>The section.</summary>
    public static Html Of(ReportContent content)
    {
        var errors = content.Errors;
        return Html.Of($"""
            <p>{Count(content)}{(errors.ByFolds ? ", each answered by a model that did not see it" : "")}.</p>
            {Tags(errors)}{Suspects(errors)}{Slices(errors)}
            {errors.Notes.Select(note => Html.Of($"""<p class="faint">{note}</p>"""))}
            """);
    }

    private static Html Count(ReportContent content) => content.Task.Kind == TaskKind.Regression && content.Errors.Error is { } error
        ? Html.Of($"The {content.Errors.Images} held-out images are {error.Value:0.000} {VerdictSection.Interval(error)} off on average")
        : Html.Of($"{content.Errors.Wrong.Count} of {content.Errors.Images} held-out images are wrong");

    private static Html Tags(ErrorAnalysis errors) => errors.Tags.Count == 0 ? Html.None : Html.Of($"""
        <h3>Tags</h3>
        <table><thead><tr><th>tag</th><th class="number">images</th><th class="number">of all</th><th class="number">of errors</th><th class="number">ceiling</th><th class="number">effort</th></tr></thead><tbody>
        {errors.Tags.Select(tag => Html.Of($"""<tr><td>{tag.Tag}</td><td class="number">{tag.Images}</td><td class="number">{tag.Share:P0}</td><td class="number">{tag.ErrorShare:P0}</td><td class="number">{tag.Ceiling.Value:0.000} {VerdictSection.Interval(tag.Ceiling)}</td><td class="number">{(tag.Effort is { } effort ? FormattableString.Invariant($"{effort:0.##}") : "-")}</td></tr>"""))}
        </tbody></table>
        <p class="faint">The ceiling is how much the error would fall if every image of the tag were right.</p>
        """);

    private static Html Suspects(ErrorAnalysis errors) => errors.Noise is not { } noise ? Html.None : Html.Of($"""
        <h3>Labels that are likely wrong</h3>
        <p>{(noise.IsDistinguishable ? "Wrong labels" : "No sign of wrong labels")}: {noise.Share.Value:0.000} {VerdictSection.Interval(noise.Share)}.
        {(noise.IsDistinguishable ? FormattableString.Invariant($"{errors.LabelErrors.Count} are suspected, the likeliest first:") : "")}</p>
        {(errors.LabelErrors.Count == 0 || !noise.IsDistinguishable ? Html.None : Html.Of($"""
        <table><thead><tr><th>image</th><th>label says</th><th>model says</th><th class="number">likely wrong</th></tr></thead><tbody>
        {errors.LabelErrors.Take(Shown).Select(error => Html.Of($"""<tr><td>{error.Image}</td><td>{error.Given}</td><td>{error.Suggested}</td><td class="number">{error.Score:0.00}</td></tr>"""))}
        </tbody></table>
        """))}
        """);

    private static Html Slices(ErrorAnalysis errors) => errors.Slices.Count == 0 ? Html.None : Html.Of($"""
        <h3>Weakest groups</h3>
        <table><thead><tr><th>images that</th><th class="number">error</th><th class="number">others</th><th class="number">adjusted p</th></tr></thead><tbody>
        {errors.Slices.Select(slice => Html.Of($"""<tr class="{(slice.IsDistinguishable ? "strong" : "")}"><td>{string.Join(" and ", slice.Conditions)}</td><td class="number">{slice.Error.Value:0.000} {VerdictSection.Interval(slice.Error)}</td><td class="number">{slice.Rest:0.000}</td><td class="number">{slice.AdjustedP:0.000}</td></tr>"""))}
        </tbody></table>
        <p class="faint">Adjusted p allows for every group that was looked at{(errors.Slices.Any(slice => slice.IsDistinguishable) ? "" : "; none of these is surely worse: chance makes such ones")}.</p>
        """);
}
