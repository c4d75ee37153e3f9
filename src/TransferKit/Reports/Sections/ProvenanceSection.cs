namespace TransferKit.Reports.Sections;

/// <summary>How the model was made, to make it again.</summary>
internal static class ProvenanceSection
{
    /// <summary>The section.</summary>
    public static Html Of(ReportContent content)
    {
        var run = content.Run;
        return Html.Of($"""
            {(run.Arguments.Count == 0 ? Html.None : Html.Of($"<p><code>transferkit {string.Join(' ', run.Arguments)}</code></p>"))}
            <dl>
            {Entry("run", run.Id)}{Entry("model", run.Model)}{Entry("backbone", $"{run.Backbone}, {run.BackboneDigest[..12]}")}
            {Entry("data and split", $"{run.DataDigest[..12]}, {run.SplitDigest[..12]}")}
            {Entry("looks", $"dev {run.Looks.Dev}, test {run.Looks.Test}")}
            {Entry("time", FormattableString.Invariant($"{run.Seconds.GetValueOrDefault("total"):0.0} s on {run.Threads} threads, {run.PeakBytes / 1048576.0:N0} MiB of memory at most"))}
            {Entry("values trained", FormattableString.Invariant($"{run.Parameters:N0}"))}
            {Entry("versions", string.Join(", ", run.Versions.Select(version => $"{version.Key} {version.Value}")))}
            </dl>
            <details><summary>All options</summary><dl>{run.Recipe.Select(option => Entry(option.Key, option.Value))}</dl></details>
            {(run.Notes.Count == 0 ? Html.None : Html.Of($"<ul>{run.Notes.Select(note => Html.Of($"<li>{note}</li>"))}</ul>"))}
            """);
    }

    private static Html Entry(string name, string? value) => string.IsNullOrEmpty(value) ? Html.None : Html.Of($"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
