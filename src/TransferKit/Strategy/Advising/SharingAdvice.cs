using TransferKit.MultiTask;
using TransferKit.Runs;

namespace TransferKit.Strategy.Advising;

/// <summary>
/// Whether tasks should share what is trained: it pays where they can use the same early features and have similar amounts of data (lesson 20 of Ng's course;
/// Caruana 1997). What decides is every task alone on the same folds.
/// </summary>
internal static class SharingAdvice
{
    private const string Question = "sharing";
    private const double Similar = 10;

    /// <summary>The advice; null for one task.</summary>
    public static Advice? Of(RunRecord run, IReadOnlyList<RecordedComparison> comparisons)
    {
        if (run.Tasks.Count < 2)
        {
            return null;
        }

        var labelled = run.Tasks.Select(task => (task.Name, Count: run.Images.Count(image => image.Labels[task.Place(run)] is not null))).OrderBy(task => task.Count).ToArray();
        var (fewest, most) = (labelled[0], labelled[^1]);
        var similar = most.Count <= Similar * fewest.Count;
        var because = new List<string>
        {
            FormattableString.Invariant($"Labels: {string.Join(", ", labelled.Select(task => $"'{task.Name}' {task.Count}"))}: {(similar ? "similar amounts, as sharing wants it" : $"'{most.Name}' has more than {Similar} times as many as '{fewest.Name}', so sharing may help the one and hurt the other")}."),
        };
        if (comparisons.FirstOrDefault(comparison => comparison.Sharing is not null) is not { } measured)
        {
            return new(Question, similar ? "likely share" : "doubtful", false, because,
                [new("tasks-alone", "whether any task is worse for being trained together with the others", $"transferkit compare --data {run.Data} --task ... --tasks --retrain last:2 --json > tasks.json, then advise {run.Folder ?? "RUN"} --compare tasks.json")]);
        }

        foreach (var task in run.Tasks)
        {
            if (measured.Difference(TaskSharing.Together, TaskSharing.AloneName(task.Name), task.Name) is var (difference, certain))
            {
                because.Add(FormattableString.Invariant($"'{task.Name}', together less alone: {difference}{(certain ? "" : ", not told apart")}."));
            }
        }

        return new(Question, measured.Sharing!.Hurt.Count == 0 ? "share" : $"separate {string.Join(", ", measured.Sharing.Hurt)}", true, because, []);
    }
}
