using System.Globalization;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy;

/// <summary>
/// Which option moves which gap, what it costs, and when it is worth trying: the recipe of Ng's course for bias and variance, in the options of
/// this program. Only gaps that were measured and matter get advice.
/// </summary>
internal static class Cookbook
{
    private const int FewVariants = 8;

    /// <summary>What to do about a run, the best first.</summary>
    public static IReadOnlyList<AdvisedAction> Actions(RunRecord run, RunTask task, Ladder ladder, IReadOnlyList<Leak> leaks, LabelNoise? noise)
    {
        var advice = new List<Advice>();
        if (leaks.Count > 0)
        {
            advice.Add(new("split-file", null, "split anew without --split-file and without parts given by the data: images that look alike then stay together", [],
                $"{leaks.Count} held-out images were learned from", "honest figures, most often lower ones", "the time of a training"));
        }

        if (noise is not null)
        {
            advice.Add(new("data", null, $"transferkit errors {run.Folder ?? "RUN"} --suspects suspects.csv, fill its column 'wrong' in, then transferkit labels apply suspects.csv --run {run.Folder ?? "RUN"} --out corrected.csv", [],
                $"wrong labels: {noise.Share}", "the model learns and is measured by the truth; the likeliest ones come first",
                FormattableString.Invariant($"about {Math.Ceiling(noise.Share.High * noise.Share.N)} images to look at")));
        }

        foreach (var gap in ladder.Gaps.Where(gap => gap.Matters).OrderByDescending(gap => gap.Difference.Value))
        {
            advice.AddRange(Of(gap, new(run, task)));
        }

        return [.. advice.Select((entry, rank) => new AdvisedAction(
            rank + 1, entry.Text, entry.Gap, entry.Why, entry.Effect, entry.Cost, Knob.Of(entry.Knob).MovesSeveral, entry.Arguments))];
    }

    /// <summary>Options that were set away from their default and move several gaps.</summary>
    public static IReadOnlyList<Knob> MixedKnobs(RunRecord run)
    {
        var used = new RecipeReader(run, run.Tasks[0]);
        return [.. new[] { ("keep", used.Is("keep", "Best")), ("epochs", !used.Is("epochs", "default")), ("augment", !used.Is("augmentation", "none")) }
            .Where(option => option.Item2).Select(option => Knob.Of(option.Item1))];
    }

    private static IEnumerable<Advice> Of(LadderGap gap, RecipeReader used) => gap.Gap switch
    {
        Gap.AvoidableBias => Bias(gap, used),
        Gap.Variance => Variance(gap, used),
        Gap.Mismatch => Mismatch(gap, used),
        _ => DevOverfitting(gap, used),
    };

    private static IEnumerable<Advice> Bias(LadderGap gap, RecipeReader used)
    {
        var why = $"the images that were learned from are not learned: train is worse than people by {gap.Difference}";
        if (used.Is("retrain", "head"))
        {
            yield return Option("retrain", "last:2", gap, why, "layers that were trained for other pictures are fitted to these", used.Times(20));
            yield return Option("head", "mlp:256", gap, why, "a head that can bend its borders", used.Times(2));
        }
        else
        {
            yield return new("retrain", gap.Gap, "--retrain one stage deeper", [], why, "more of the backbone is fitted to these pictures", used.Times(2));
        }

        if (!used.Is("weight-decay", "default") && !used.Is("weight-decay", "0"))
        {
            yield return new("weight-decay", gap.Gap, "leave --weight-decay out", [], why, "the strength is chosen by cross-validation inside the training part", used.Times(2));
        }

        yield return Option("epochs", used.Epochs(3), gap, why, "a training that had not ended goes on", used.Times(3));
        yield return new("backbone", gap.Gap, "--backbone another, trained for pictures more like these", [], why, "features that tell these classes apart", "a new computation of features");
    }

    private static IEnumerable<Advice> Variance(LadderGap gap, RecipeReader used)
    {
        var why = $"what was learned does not carry over: {gap.To} is worse than train by {gap.Difference}";
        if (used.Is("augmentation", "none"))
        {
            yield return Option("augment", "strong", gap, why, "changed copies stand in for images that are not there", used.Features(FewVariants));
        }

        if (used.Is("mixup", "0") && !used.IsOfBox)
        {
            yield return Option("mixup", "0.2", gap, why, "answers between images are kept smooth", used.Times(1));
        }

        if (!used.Is("weight-decay", "default"))
        {
            yield return new("weight-decay", gap.Gap, "leave --weight-decay out", [], why, "the strength is chosen by cross-validation inside the training part", used.Times(2));
        }

        if (!used.Is("hidden", ""))
        {
            yield return Option("dropout", "0.5", gap, why, "no value of the hidden layer can be relied on alone", used.Times(1));
            yield return Option("head", "linear", gap, why, "fewer values to fit", used.Times(1));
        }

        if (!used.Is("retrain", "head"))
        {
            yield return Option("retrain", "head", gap, why, "the backbone stays as it is; there are fewer values to fit", "less than now");
        }

        if (used.HasClasses && used.Is("label-smoothing", "0"))
        {
            yield return Option("label-smoothing", "0.1", gap, why, "answers are kept from being too sure", used.Times(1));
        }
    }

    private static IEnumerable<Advice> Mismatch(LadderGap gap, RecipeReader used)
    {
        var why = $"{gap.To} is worse than other images of the training distribution ({gap.From}) by {gap.Difference}";
        yield return new("data", gap.Gap, "add images from where the model will be used to the training images", [], why, "the model learns what it is asked", "collecting and labelling them");
        if (!used.Is("augmentation", "strong"))
        {
            yield return Option("augment", "strong", gap, why, "training images are made to look like the others in light, sharpness and cut", used.Features(FewVariants));
        }
    }

    private static IEnumerable<Advice> DevOverfitting(LadderGap gap, RecipeReader used)
    {
        var why = $"test is worse than dev by {gap.Difference}: choices suited dev";
        if (used.Is("keep", "Best"))
        {
            yield return Option("keep", "last", gap, why, "no epoch is picked by dev", used.Times(1));
        }

        yield return new("data", gap.Gap, "hold out more images for dev (transferkit split plan tells how many), or choose by --folds", [], why, "choices suit more images", "the time of a training");
    }

    private static Advice Option(string name, string value, LadderGap gap, string why, string effect, string cost) =>
        new(name, gap.Gap, $"--{name} {value}", [$"--{name}", value], why, effect, cost);

    private sealed record Advice(string Knob, Gap? Gap, string Text, IReadOnlyList<string> Arguments, string Why, string Effect, string Cost);

    /// <summary>What a run was made with, and what it took.</summary>
    private sealed class RecipeReader(RunRecord run, RunTask task)
    {
        /// <summary>Whether the task is one of classes, whose targets can be smoothed.</summary>
        public bool HasClasses => task.Kind == TaskKind.Classification;

        /// <summary>Whether the task is one of a box, whose pictures cannot be mixed.</summary>
        public bool IsOfBox => task.Kind == TaskKind.Box;

        public bool Is(string option, string value) => run.Recipe.GetValueOrDefault(option, "") == value;

        public string Epochs(int times) =>
            (int.TryParse(run.Recipe.GetValueOrDefault("epochs"), CultureInfo.InvariantCulture, out var epochs) ? epochs * times : 100 * times).ToString(CultureInfo.InvariantCulture);

        public string Times(int factor) => FormattableString.Invariant(
            $"about {Seconds(factor * Math.Max(1, run.Seconds.GetValueOrDefault("train")))} of training, {factor} x what this run took");

        public string Features(int variants) => FormattableString.Invariant(
            $"about {Seconds((variants + 1) * Math.Max(1, run.Images.Count / 50.0))} of features once ({variants} changed images for each at most), then {Seconds((variants + 1) * Math.Max(1, run.Seconds.GetValueOrDefault("train")))} of training at most");

        private static string Seconds(double seconds) => seconds < 100
            ? FormattableString.Invariant($"{Math.Ceiling(seconds)} s") : FormattableString.Invariant($"{Math.Ceiling(seconds / 60)} min");
    }
}
