using TransferKit.Evaluation;

namespace TransferKit.Reports.Sections;

/// <summary>The verdict, and the figure it is about.</summary>
internal static class VerdictSection
{
    /// <summary>The section.</summary>
    public static Html Of(ReportContent content)
    {
        var diagnosis = content.Diagnosis;
        return Html.Of($"""
            <div class="card {(diagnosis.Verdict == Strategy.Diagnosis.NoVerdict ? "calm" : "alert")}">
            <p class="verdict">{diagnosis.Verdict.Replace('-', ' ')}</p>
            <p>{diagnosis.Explanation}</p>
            </div>
            <p class="figures">{Figures(content)}</p>
            {Missing(content)}
            """);
    }

    private static Html Figures(ReportContent content) => Html.Join(new[] { ("test", "test"), ("cv", "folds"), ("dev", "dev") }
        .Select(part => (Name: part.Item2, content.Run.Figure(content.Task.Name, part.Item1, content.Task.Metric)?.Value))
        .Where(part => part.Value is not null)
        .Select(part => Html.Of($"""<span class="figure"><b>{part.Value!.Value.Value:0.000}</b> {content.Task.Metric} on {part.Name} {Interval(part.Value.Value)}</span> """)));

    private static Html Missing(ReportContent content) => content.Diagnosis.Missing.Count == 0 ? Html.None : Html.Of($"""
        <details><summary>{(content.Diagnosis.Missing.Count == 1 ? "1 measurement is missing" : FormattableString.Invariant($"{content.Diagnosis.Missing.Count} measurements are missing"))}</summary><ul>
        {content.Diagnosis.Missing.Select(missing => Html.Of($"<li><b>{missing.Name}</b>: {missing.Tells}. How: {missing.How}</li>"))}
        </ul></details>
        """);

    /// <summary>Such as <c>[0.870, 0.942], n = 240</c>.</summary>
    public static Html Interval(Interval figure) => Html.Of($"""<small>[{figure.Low:0.000}, {figure.High:0.000}], n&nbsp;=&nbsp;{figure.N}{(figure.Selected ? ", selected" : "")}</small>""");
}
