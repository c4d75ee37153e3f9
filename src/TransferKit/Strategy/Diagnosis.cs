using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy.Errors;
using TransferKit.Tasks;

namespace TransferKit.Strategy;

/// <summary>What is wrong with a run, how sure that is, and what to try next.</summary>
public sealed record Diagnosis
{
    /// <summary>The verdict where held-out images were learned from.</summary>
    public const string LeakVerdict = "leak";

    /// <summary>The verdict where labels are wrong.</summary>
    public const string NoiseVerdict = "label-noise";

    /// <summary>The verdict where nothing stands out.</summary>
    public const string NoVerdict = "none";

    // On fewer rows a head that is too large, and so sure where it is wrong, cannot be told from wrong labels.
    private const int LeastNoiseRows = 100;

    private Diagnosis()
    {
    }

    /// <summary>The run.</summary>
    public required RunRecord Run { get; init; }

    /// <summary>The task.</summary>
    public required RunTask Task { get; init; }

    /// <summary>The errors from people to test, and what lies between.</summary>
    public required Ladder Ladder { get; init; }

    /// <summary>Held-out images that were learned from.</summary>
    public required IReadOnlyList<Leak> Leaks { get; init; }

    /// <summary>The share of wrong labels; null for numbers and sets of labels.</summary>
    public required LabelNoise? Noise { get; init; }

    /// <summary><c>leak</c>, <c>label-noise</c>, <c>avoidable-bias</c>, <c>variance</c>, <c>mismatch</c>, <c>dev-overfitting</c> or <c>none</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The verdict in words, with how sure it is.</summary>
    public required string Explanation { get; init; }

    /// <summary>What to do, the best first.</summary>
    public required IReadOnlyList<AdvisedAction> Actions { get; init; }

    /// <summary>The measurements that are missing, each with what it would tell and how to get it. What they would be needed for is not advised.</summary>
    public required IReadOnlyList<MissingMeasurement> Missing { get; init; }

    /// <summary>Options of this run that move several gaps at once.</summary>
    public required IReadOnlyList<Knob> MixedKnobs { get; init; }

    /// <summary>Diagnoses a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="options">How, or null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">An option is out of its range.</exception>
    /// <exception cref="KeyNotFoundException">The run has no such task.</exception>
    public static Diagnosis Of(RunRecord run, DiagnosisOptions? options = null)
    {
        options ??= new();
        options.Check();
        var task = options.Task is { } name ? run[name] : run.Tasks[0];
        run = options.Human.Count > 0 ? run with { Human = options.Human } : run;
        var ladder = Ladder.Of(run, task.Name, options.LeastGap);
        var leaks = Leak.Find(run);
        var noise = NoiseOf(run, task, ladder);
        var noisy = noise is { IsDistinguishable: true, Share.N: >= LeastNoiseRows } && noise.Share.Value >= options.LeastGap && !IsBeyond(noise, ladder);
        var largest = ladder.Gaps.Where(gap => gap.Matters).MaxBy(gap => gap.Difference.Value);
        var verdict = leaks.Count > 0 ? LeakVerdict : noisy ? NoiseVerdict : largest?.Gap.ToText() ?? NoVerdict;
        var missing = MissingMeasurement.Of(run, task, ladder);
        return new()
        {
            Run = run,
            Task = task,
            Ladder = ladder,
            Leaks = leaks,
            Noise = noise,
            Verdict = verdict,
            Explanation = VerdictText.Of(verdict, ladder, leaks, noise, largest),
            Actions = Cookbook.Actions(run, task, ladder, leaks, noisy ? noise : null),
            Missing = missing,
            MixedKnobs = Cookbook.MixedKnobs(run),
        };
    }

    /// <summary>
    /// Whether more training images are missed than labels can be wrong, or most of them: each wrong label costs one error at most, so a model that
    /// errs more has not learned what it was shown, and where it disagrees it is itself to blame.
    /// </summary>
    private static bool IsBeyond(LabelNoise noise, Ladder ladder) => ladder[Gap.AvoidableBias] is { Matters: true } bias
        && (bias.Difference.Value > noise.Share.High || ladder.Steps.Any(step => step is { Name: "train", Error.Value: > 0.5 }));

    /// <summary>
    /// Where dev comes from elsewhere, a model is surely wrong there for want of such images, not of right labels: then training images alone tell.
    /// </summary>
    private static LabelNoise? NoiseOf(RunRecord run, RunTask task, Ladder ladder)
    {
        var elsewhere = ladder.HasOtherSources || ladder[Gap.Mismatch] is { Matters: true };
        return task.Kind is TaskKind.Classification or TaskKind.Ordinal && HeldOutErrors.Find(run, task, elsewhere ? SplitName.Train : null) is { } rows
            ? LabelErrorFinder.Find(rows).Noise : null;
    }
}
