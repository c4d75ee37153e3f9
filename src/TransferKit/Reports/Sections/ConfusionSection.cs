using TransferKit.Evaluation;

namespace TransferKit.Reports.Sections;

/// <summary>The confusion matrix of the held-out images.</summary>
internal static class ConfusionSection
{
    private const int MostClasses = 30;

    /// <summary>The section; none for numbers and sets of labels.</summary>
    public static Html Of(ReportContent content)
    {
        if (content.Held switch { ClassificationRows rows => new(rows), OrdinalRows rows => new ConfusionMatrix(rows), _ => null } is not { } matrix)
        {
            return Html.None;
        }

        if (matrix.Classes > MostClasses)
        {
            return Html.Of($"<p>{matrix.Classes} classes are too many for a matrix; the pairs most often confused:</p>{Pairs(content)}");
        }

        var places = Enumerable.Range(0, matrix.Classes).ToArray();
        return Html.Of($"""
            <div class="scroll"><table class="matrix"><thead><tr><th scope="col">is, taken for</th>{content.Task.Classes.Select(name => Html.Of($"""<th scope="col">{name}</th>"""))}<th scope="col">recall</th></tr></thead><tbody>
            {places.Select(label => Html.Of($"""<tr><th scope="row">{content.Task.Classes[label]}</th>{places.Select(predicted => Cell(matrix, label, predicted))}<td class="number">{Recall(matrix, label)}</td></tr>"""))}
            </tbody></table></div>
            """);
    }

    private static Html Cell(ConfusionMatrix matrix, int label, int predicted)
    {
        var count = matrix[label, predicted];
        var all = Enumerable.Range(0, matrix.Classes).Sum(other => matrix[label, other]);
        return Html.Of($"""<td class="{(label == predicted ? "right" : "wrong")}" style="--share:{(all == 0 ? 0 : count / (double)all):0.00}">{(count == 0 ? "·" : FormattableString.Invariant($"{count}"))}</td>""");
    }

    private static Html Recall(ConfusionMatrix matrix, int label) => matrix.Recall(label, 0.95) is { } recall
        ? Html.Of($"{recall.Value:0.00} {VerdictSection.Interval(recall)}") : Html.Of($"-");

    private static Html Pairs(ReportContent content) => Html.Of($"""
        <table><thead><tr><th>is</th><th>taken for</th><th class="number">images</th></tr></thead><tbody>
        {content.Errors.Confused.Take(20).Select(pair => Html.Of($"""<tr><td>{pair.Given}</td><td>{pair.Predicted}</td><td class="number">{pair.Count}</td></tr>"""))}
        </tbody></table>
        """);
}
