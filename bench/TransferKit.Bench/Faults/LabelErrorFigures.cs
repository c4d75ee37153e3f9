using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Strategy.Errors;

namespace TransferKit.Bench.Faults;

/// <summary>How well a list of suspected labels finds the wrong ones.</summary>
/// <param name="Precision">Of those on the list, the share that is wrong; 0 of an empty list.</param>
/// <param name="Recall">Of the wrong ones, the share that is on the list.</param>
/// <param name="TopK">Of the first k, k being the number of wrong ones, the share that is wrong: precision and recall in one.</param>
internal sealed record ListFigures(double Precision, double Recall, double TopK)
{
    /// <summary>Measures lists.</summary>
    /// <param name="list">What is on the list.</param>
    /// <param name="ranked">The ranking, the most suspect first.</param>
    /// <param name="wrong">What is wrong.</param>
    public static ListFigures Of(IReadOnlyList<string> list, IReadOnlyList<string> ranked, IReadOnlySet<string> wrong)
    {
        var hits = (double)list.Count(wrong.Contains);
        return new(hits / Math.Max(1, list.Count), hits / wrong.Count, ranked.Take(wrong.Count).Count(wrong.Contains) / (double)wrong.Count);
    }
}

/// <summary>The suspected labels of a run beside those of plain confident learning.</summary>
/// <param name="Ours">Score of at least one half; ranked by the score.</param>
/// <param name="Confident">
/// Every row that is confidently of another class than its label (the off-diagonal of the confident joint, Northcutt et al. 2021), ranked by the
/// normalised margin: the label's probability less the largest of the others, the least first.
/// </param>
internal sealed record LabelErrorFigures(ListFigures Ours, ListFigures Confident)
{
    /// <summary>Measures both on the same held-out answers.</summary>
    public static LabelErrorFigures Of(RunRecord run, IReadOnlySet<string> wrong)
    {
        var rows = HeldOutErrors.Of(run, run.Tasks[0]);
        // What is held out of folds for good cannot be found.
        var findable = rows.Images.Select(image => run.Images[image].Path).Where(wrong.Contains).ToHashSet();
        var ours = LabelErrorFinder.Find(rows).Errors;
        int[] labels = [.. rows.Labels.Select(label => (int)label)];
        var confident = ConfidentLearning.ConfidentClasses([.. rows.Answers.SelectMany(answer => answer)], labels, run.Tasks[0].Classes.Count);
        string[] theirs = [.. Enumerable.Range(0, labels.Length).Where(row => confident[row] >= 0 && confident[row] != labels[row])
            .OrderBy(row => Margin(rows.Answers[row], labels[row])).Select(row => run.Images[rows.Images[row]].Path)];
        return new(
            ListFigures.Of([.. ours.Where(error => error.Score >= 0.5).Select(error => error.Path)], [.. ours.Select(error => error.Path)], findable),
            ListFigures.Of(theirs, theirs, findable));
    }

    private static float Margin(float[] answer, int label) => answer[label] - answer.Where((_, place) => place != label).Max();
}
