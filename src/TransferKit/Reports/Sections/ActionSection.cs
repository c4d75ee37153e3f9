using TransferKit.Evaluation;

namespace TransferKit.Reports.Sections;

/// <summary>What to try next.</summary>
internal static class ActionSection
{
    /// <summary>The section.</summary>
    public static Html Of(ReportContent content) => content.Diagnosis.Actions.Count == 0
        ? Html.Of($"<p>Nothing to change that a measurement speaks for.</p>")
        : Html.Of($"""
            <ol class="actions">
            {content.Diagnosis.Actions.Select(action => Html.Of($"""
            <li><code>{action.Option}</code> {(action.Gap is { } gap ? Html.Of($"""<span class="chip">{gap.ToText()}</span>""") : Html.None)}{(action.MovesSeveral ? Html.Of($"""<span class="chip warn" title="What it does to one gap cannot be told from what it does to another">moves several gaps</span>""") : Html.None)}
            <br><small>Why: {action.Why}. Expect: {action.Effect}. Cost: {action.Cost}.</small></li>

            """))}
            </ol>
            {(content.Diagnosis.MixedKnobs.Count == 0 ? Html.None : Html.Of($"""<p class="faint">This run used options that move several gaps at once: {string.Join(", ", content.Diagnosis.MixedKnobs.Select(knob => "--" + knob.Option))}.</p>"""))}
            """);
}
