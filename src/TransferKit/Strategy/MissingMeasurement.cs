using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Runs;

namespace TransferKit.Strategy;

/// <summary>A measurement that a diagnosis lacks.</summary>
/// <param name="Name"><c>human</c>, <c>folds</c>, <c>train-dev</c>, <c>dev</c>, <c>test</c>, <c>distributions</c> or <c>learning-curve</c>.</param>
/// <param name="Tells">What cannot be told without it.</param>
/// <param name="How">How to get it.</param>
public sealed record MissingMeasurement(string Name, string Tells, string How)
{
    /// <summary>What a run lacks.</summary>
    internal static IReadOnlyList<MissingMeasurement> Of(RunRecord run, RunTask task, Ladder ladder)
    {
        var missing = new List<MissingMeasurement>();
        bool Has(SplitName part) => task.Answered(run, folds: false).Any(image => run.Images[image].Part == part);
        if (run.Human.All(level => level.Task != task.Name))
        {
            missing.Add(new("human", "how much of the error on training images could be avoided (avoidable bias)",
                $"transferkit labels page RUN --out P.html{(run.Tasks.Count > 1 ? $" --task {task.Name}" : "")}, label the 50 images it shows, then transferkit labels human RUN labels.csv; known otherwise: diagnose --human {task.Name}=ERROR:N"));
        }

        if (!task.Answered(run, folds: true).Any())
        {
            missing.Add(new("folds", "variance and wrong labels from all images instead of the held-out few", "train again with --folds 5"));
        }

        if (ladder.ConfusesVarianceAndMismatch)
        {
            missing.Add(new("train-dev", "whether dev is worse because its images are new or because they come from elsewhere", "train again with --folds 5, or with --target SOURCE"));
        }

        if (!Has(SplitName.Dev) && !task.Answered(run, folds: true).Any())
        {
            missing.Add(new("dev", "anything about images that were not learned from", "hold some out, or train with --folds 5"));
        }

        if (!Has(SplitName.Test))
        {
            missing.Add(new("test", "whether choices were made too much to suit dev", "hold a test part out, and look at it last"));
        }

        if (ladder[Gap.Mismatch] is { Matters: true })
        {
            missing.Add(new("distributions", "what differs between the images: light, contrast, sharpness, colour, size, labels", $"transferkit split check {run.Folder ?? "RUN"}"));
        }

        if (ladder[Gap.Variance] is { Matters: true })
        {
            missing.Add(new("learning-curve", "what more images would give", "transferkit report RUN --curve --out R.html, or transferkit compare --data D --sizes 25,50,100,all"));
        }

        return missing;
    }
}
