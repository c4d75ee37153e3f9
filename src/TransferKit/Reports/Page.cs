using TransferKit.Reports.Sections;

namespace TransferKit.Reports;

/// <summary>The report: a header and its sections.</summary>
internal static class Page
{
    private static readonly (string Id, string Title, Func<ReportContent, Html> Write)[] Sections =
    [
        ("verdict", "Verdict", VerdictSection.Of),
        ("ladder", "From people to test", LadderSection.Of),
        ("actions", "What to try next", ActionSection.Of),
        ("curve", "What more images would give", CurveSection.Of),
        ("pipeline", "Steps or one model", PipelineSection.Of),
        ("contract", "What counts", ContractSection.Of),
        ("errors", "What the errors have in common", TagSection.Of),
        ("gallery", "Wrong answers", GallerySection.Of),
        ("confusion", "What is taken for what", ConfusionSection.Of),
        ("answers", "What it says and what is", AnswersSection.Of),
        ("calibration", "How far to trust its confidence", CalibrationSection.Of),
        ("depth", "What each stage can tell", DepthSection.Of),
        ("data", "Data", DataSection.Of),
        ("distributions", "Whether its parts are alike", DistributionSection.Of),
        ("provenance", "How it was made", ProvenanceSection.Of),
    ];

    /// <summary>The whole page.</summary>
    public static string Of(ReportContent content)
    {
        var sections = Sections.Select(section => (section.Id, section.Title, Body: section.Write(content))).Where(section => section.Body.Markup.Length > 0).ToList();
        var title = $"{content.Task.Name}: {content.Diagnosis.Verdict} · {Path.GetFileName(content.Run.Data.TrimEnd('/', '\\'))}";
        return HtmlPage.Of(title, Html.Of($"""
            <a class="skip" href="#verdict">Skip to the verdict</a>
            <header>
            <h1>{content.Task.Name} <small>{content.Run.Backbone}, {content.Run.Recipe.GetValueOrDefault("retrain", "head")}, {content.Run.Finished.UtcDateTime:yyyy-MM-dd HH:mm} UTC{Others(content)}</small></h1>
            <nav aria-label="Sections">{sections.Select(section => Html.Of($"""<a href="#{section.Id}">{section.Title}</a> """))}</nav>
            </header>
            <main>
            {sections.Select(section => Html.Of($"""
            <section id="{section.Id}" aria-labelledby="{section.Id}-title">
            <h2 id="{section.Id}-title">{section.Title}</h2>
            {section.Body}
            </section>

            """))}
            </main>
            """), "report.js");
    }

    private static string Others(ReportContent content) => content.Run.Tasks.Count == 1 ? ""
        : $"; one of {content.Run.Tasks.Count} tasks: --task shows {string.Join(", ", content.Run.Tasks.Where(task => task.Name != content.Task.Name).Select(task => task.Name))}";
}
