using TransferKit.Datasets;
using TransferKit.Runs;
using TransferKit.Strategy;
using TransferKit.Tasks;

namespace TransferKit.Reports.Sections;

/// <summary>What was learned from and measured on, and what could not be used.</summary>
internal static class DataSection
{
    private const int Shown = 50;

    /// <summary>The section.</summary>
    public static Html Of(ReportContent content)
    {
        var run = content.Run;
        var parts = Enum.GetValues<SplitName>().Where(part => run.Images.Any(image => image.Part == part)).ToList();
        var place = content.Task.Place(run);
        return Html.Of($"""
            <p><code>{run.Data}</code>: {run.Images.Count} images, of which {run.Images.Count(image => image.Labels[place] is not null)} have a label of '{content.Task.Name}'.</p>
            <table><thead><tr><th></th>{parts.Select(part => Html.Of($"""<th class="number">{part.ToText()}</th>"""))}</tr></thead><tbody>
            <tr class="strong"><td>images</td>{parts.Select(part => Html.Of($"""<td class="number">{run.Images.Count(image => image.Part == part)}</td>"""))}</tr>
            {Rows(content.Task).Select(row => Html.Of($"""<tr><td>{row.Name}</td>{parts.Select(part => Html.Of($"""<td class="number">{row.Of([.. run.Images.Where(image => image.Part == part).Select(image => image.Labels[place]).OfType<double>().Order()])}</td>"""))}</tr>"""))}
            </tbody></table>
            {Leaks(content.Diagnosis.Leaks)}
            {Quarantine(run.Quarantined)}
            """);
    }

    /// <summary>What is told of the labels of a part, which are in ascending order: how many there are of each, and of numbers how they spread.</summary>
    private static IEnumerable<(string Name, Func<double[], string> Of)> Rows(RunTask task) => task.Kind switch
    {
        TaskKind.Regression =>
        [
            ("lowest", labels => Number(labels, 0)), ("median", labels => Number(labels, labels.Length / 2)), ("highest", labels => Number(labels, labels.Length - 1)),
        ],
        TaskKind.MultiLabel => task.Classes.Index().Select(label => (label.Item, (Func<double[], string>)(labels => Count(labels, set => LabelSet.Contains(set, label.Index))))),
        _ => task.Classes.Index().Select(label => (label.Item, (Func<double[], string>)(labels => Count(labels, own => (int)own == label.Index)))),
    };

    private static string Number(double[] labels, int place) => labels.Length == 0 ? "-" : FormattableString.Invariant($"{labels[place]:0.###}");

    private static string Count(double[] labels, Func<double, bool> which) => FormattableString.Invariant($"{labels.Count(which)}");

    private static Html Leaks(IReadOnlyList<Leak> leaks) => leaks.Count == 0 ? Html.None : Html.Of($"""
        <h3>Held-out images that were learned from</h3><ul>{leaks.Take(Shown).Select(leak => Html.Of($"<li>{leak.HeldOut} ({leak.Part.ToText()}) {(leak.IsSameFile ? "is" : "looks like")} {leak.Learned}</li>"))}</ul>
        """);

    private static Html Quarantine(IReadOnlyDictionary<string, string> quarantined) => quarantined.Count == 0
        ? Html.Of($"""<p class="faint">Every image could be read.</p>""")
        : Html.Of($"""
            <details><summary>{quarantined.Count} images could not be used</summary><ul>{quarantined.Take(Shown).Select(image => Html.Of($"<li><code>{image.Key}</code>: {image.Value}</li>"))}</ul>
            {(quarantined.Count > Shown ? Html.Of($"<p>and {quarantined.Count - Shown} more</p>") : Html.None)}</details>
            """);
}
