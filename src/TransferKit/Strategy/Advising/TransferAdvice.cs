using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Strategy.Errors;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Advising;

/// <summary>
/// Whether a pretrained backbone suits: it does where the inputs are of one kind and it learned from far more images (lesson 19 of Ng's course). What decides
/// is the same folds trained from scratch.
/// </summary>
internal static class TransferAdvice
{
    private const string Question = "transfer";
    private const string Scratch = "scratch";
    private const double FarMore = 10;
    private const double Grey = 0.02;
    private const int Tiny = 64;

    /// <summary>The advice.</summary>
    public static Advice Of(RunRecord run, RunTask task, IReadOnlyList<ImageAttributes> attributes, IReadOnlyList<RecordedComparison> comparisons)
    {
        var because = new List<string>(Inputs(attributes));
        var learned = run.Images.Count(image => image.Part == SplitName.Train);
        var source = BackboneCatalogue.All.FirstOrDefault(card => card.Id == run.Backbone)?.TrainedImages;
        if (source is { } images)
        {
            because.Add(FormattableString.Invariant($"The backbone learned from some {images:N0} photographs, this task from {learned:N0}: {(images >= FarMore * learned ? "far more, as transfer wants it" : "not far more, so it may bring little")}."));
        }

        return Measured(task, because, comparisons) ?? Expected(run, task, because, source is null || source >= FarMore * learned);
    }

    private static Advice? Measured(RunTask task, List<string> because, IReadOnlyList<RecordedComparison> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            var arms = comparison.Arms.Where(arm => arm.Task == task.Name && arm.Value is not null).ToArray();
            RecordedArm[] pretrained = [.. arms.Where(arm => arm.Name != Scratch)];
            if (pretrained.Length == 0 || pretrained.Length == arms.Length)
            {
                continue;
            }

            // A comparison may have been made when another metric counted.
            var sign = (task.Rules.Find(pretrained[0].Metric) ?? task.MainMetric).HigherIsBetter ? 1 : -1;
            var best = pretrained.MaxBy(arm => sign * arm.Value!.Value.Value)!;
            if (comparison.Difference(best.Name, Scratch, task.Name) is not var (difference, certain))
            {
                continue;
            }

            because.Add(FormattableString.Invariant($"On the same folds, {best.Name} less {Scratch}: {best.Metric} {difference}{(certain ? "" : ", which does not tell them apart")}."));
            // The least training that cannot be told from the best.
            var enough = pretrained.Where(arm => arm == best || comparison.Difference(best.Name, arm.Name, task.Name) is (_, false)).MinBy(arm => arm.Seconds)!;
            because.Add(enough == best ? $"Of what was retrained, {best.Name} is best." : $"{enough.Name} cannot be told from the best ({best.Name}) and costs least.");
            return new(Question, !certain ? "undecided" : sign * difference.Value > 0 ? "transfer" : "from scratch", true, because, certain ? [] : [More(comparison)]);
        }

        return null;
    }

    private static Advice Expected(RunRecord run, RunTask task, List<string> because, bool farMore)
    {
        var beats = Beats(run, task);
        if (beats is { } figure)
        {
            because.Add(figure.Text);
        }

        return new(
            Question, beats is { IsBetter: false } ? "doubtful" : farMore ? "likely transfer" : "doubtful", false, because,
            [new("scratch", "whether the pretrained weights help on these images, and how many stages to retrain", $"transferkit compare --data {run.Data} --transfer --json > transfer.json, then advise {run.Folder ?? "RUN"} --compare transfer.json")]);
    }

    /// <summary>Whether a head does better than always saying the most frequent class.</summary>
    private static (bool IsBetter, string Text)? Beats(RunRecord run, RunTask task)
    {
        if (task.Kind != TaskKind.Classification || HeldOutErrors.Find(run, task) is not { } held
            || task.Rules.Evaluate(task.Rows(run, held.Images, held.ByFolds), BootstrapOptions.Default, held.ByFolds)["accuracy"] is not { } accuracy)
        {
            return null;
        }

        var majority = held.Labels.CountBy(label => label).Max(count => count.Value) / (double)held.Labels.Length;
        return accuracy.Low > majority
            ? (true, FormattableString.Invariant($"Its features tell these classes apart: accuracy {accuracy}, against {majority:0.000} for the most frequent class."))
            : (false, FormattableString.Invariant($"Its features do not surely tell these classes apart: accuracy {accuracy}, against {majority:0.000} for the most frequent class."));
    }

    /// <summary>What is unlike the photographs that backbones learn from.</summary>
    private static IEnumerable<string> Inputs(IReadOnlyList<ImageAttributes> attributes)
    {
        double Share(Func<ImageAttributes, bool> holds) => attributes.Count(holds) / (double)Math.Max(1, attributes.Count);
        var (grey, tiny) = (Share(image => image.Colourfulness < Grey), Share(image => image.Size < Tiny));
        if (grey > 0.5)
        {
            yield return FormattableString.Invariant($"{100 * grey:0} % of the images are grey, and backbones learn from colour photographs: early stages may say less than they could.");
        }

        if (tiny > 0.5)
        {
            yield return FormattableString.Invariant($"{100 * tiny:0} % of the images are smaller than {Tiny} pixels, and are enlarged to what the backbone wants.");
        }
    }

    private static MissingMeasurement More(RecordedComparison comparison) => new(
        "images", "whether the pretrained weights help: the comparison does not tell them apart", FormattableString.Invariant($"compare again with more than the {comparison.Images} images, or with more seeds"));
}
