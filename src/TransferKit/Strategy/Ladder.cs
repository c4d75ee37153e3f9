using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Strategy;

/// <summary>
/// The errors of one task from people to test, and what lies between them. Rows held out of folds stand in for a train-dev part where
/// there is none: they come from the training images, and each was predicted by a model that did not see it.
/// </summary>
public sealed record Ladder
{
    /// <summary>A gap of a share that is smaller does not matter, unless said otherwise.</summary>
    public const double StandardLeastGap = 0.02;

    private Ladder()
    {
    }

    /// <summary>The steps that were measured, in order.</summary>
    public required IReadOnlyList<LadderStep> Steps { get; init; }

    /// <summary>What lies between them.</summary>
    public required IReadOnlyList<LadderGap> Gaps { get; init; }

    /// <summary>Whether train and dev may differ in distribution and nothing tells that from variance.</summary>
    public required bool ConfusesVarianceAndMismatch { get; init; }

    /// <summary>Whether the images of dev come from other sources than those that were learned from.</summary>
    internal bool HasOtherSources { get; private init; }

    /// <summary>A gap, or null where it was not measured.</summary>
    public LadderGap? this[Gap gap] => Gaps.FirstOrDefault(candidate => candidate.Gap == gap);

    /// <summary>Builds the ladder of a task.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">The task's name.</param>
    /// <param name="leastGap">The smallest gap that matters: a share, and for numbers a share of the largest error on the ladder; 0 to 1.</param>
    /// <param name="options">How intervals are made, or null for the defaults.</param>
    /// <exception cref="KeyNotFoundException">The run has no such task.</exception>
    /// <exception cref="InvalidOptionsException"><paramref name="leastGap"/> is out of its range.</exception>
    public static Ladder Of(RunRecord run, string task, double leastGap = StandardLeastGap, BootstrapOptions? options = null)
    {
        if (leastGap is not (>= 0 and <= 1))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'least-gap' is {leastGap}; allowed: 0 to 1."));
        }

        return new LadderBuilder(run, run[task], leastGap, options ?? BootstrapOptions.Default).Build();
    }

    /// <summary>What the builder found.</summary>
    internal static Ladder Of(IReadOnlyList<LadderStep> steps, IReadOnlyList<LadderGap> gaps, bool otherSources, bool confuses) =>
        new() { Steps = steps, Gaps = gaps, HasOtherSources = otherSources, ConfusesVarianceAndMismatch = confuses };
}

/// <summary>Builds a ladder from what a run said of its images.</summary>
internal sealed class LadderBuilder(RunRecord run, RunTask task, double leastGap, BootstrapOptions options)
{
    private readonly TaskMetric _metric = task.MainMetric;
    private readonly List<LadderStep> _steps = [];
    private readonly List<LadderGap> _gaps = [];

    /// <summary>Builds it.</summary>
    public Ladder Build()
    {
        var (train, trainDev, dev, test) = (Part(SplitName.Train), Part(SplitName.TrainDev), Part(SplitName.Dev), Part(SplitName.Test));
        int[] folds = trainDev.Length > 0 ? [] : [.. task.Answered(run, folds: true).Where(image => run.Images[image].Part == SplitName.Train)];
        var human = run.Human.Where(level => level.Task == task.Name).OrderBy(level => level.Error).FirstOrDefault();
        Step("human", human is null ? null : Error(human));
        Step("train", train, false);
        Step("train-dev", trainDev, false);
        Step("folds", folds, true);
        Step("dev", dev, false);
        Step("test", test, false);

        // The most careful labeller comes nearest to the least error that is possible.
        AddFromHuman(human, train);
        var held = trainDev.Length > 0 ? ("train-dev", trainDev) : ("folds", folds);
        if (held.Item2.Length > 0)
        {
            Add(Gap.Variance, "train", held.Item1, folds.Length > 0 ? Paired(folds) : Apart(train, trainDev, false), Math.Min(train.Length, held.Item2.Length));
            Add(Gap.Mismatch, held.Item1, "dev", Apart(held.Item2, dev, folds.Length > 0), Math.Min(held.Item2.Length, dev.Length));
        }
        else
        {
            Add(Gap.Variance, "train", "dev", Apart(train, dev, false), Math.Min(train.Length, dev.Length));
        }

        Add(Gap.DevOverfitting, "dev", "test", Apart(dev, test, false), Math.Min(dev.Length, test.Length));
        var otherSources = dev.Length > 0 && Sources(train) != Sources(dev);
        return Ladder.Of(_steps, _gaps, otherSources, held.Item2.Length == 0 && otherSources);
    }

    private int[] Part(SplitName part) => [.. task.Answered(run, folds: false).Where(image => run.Images[image].Part == part)];

    private string Sources(IEnumerable<int> images) =>
        string.Join('\n', images.Select(image => run.Images[image].Source ?? "").Distinct().Order(StringComparer.Ordinal));

    private void Step(string name, int[] images, bool folds)
    {
        if (images.Length > 0 && task.Rules.Evaluate(task.Rows(run, images, folds), options, folds)[task.Metric] is { } figure)
        {
            Step(name, _metric.Error(figure));
        }
    }

    private void Step(string name, Interval? error)
    {
        if (error is { } known)
        {
            _steps.Add(new(name, known));
        }
    }

    /// <summary>People's error by the task's metric: as it was measured, else one less accuracy as a share with Wilson's interval, and others as a point, for how
    /// they spread is not known.</summary>
    private Interval Error(HumanLevel level) => level.Interval is { } measured ? measured
        : _metric.Name == "accuracy" && task.Kind == TaskKind.Classification && level.Error <= 1
        ? Proportion.Of((int)Math.Round(level.Error * level.N), level.N)!.Value with { Value = level.Error }
        : new(level.Error, level.Error, level.Error, level.N);

    private void AddFromHuman(HumanLevel? human, int[] train)
    {
        if (human is not null && _steps.Find(step => step.Name == "train") is { } measured)
        {
            Add(Gap.AvoidableBias, "human", "train", Independent.Difference(measured.Error, Error(human)), Math.Min(human.N, train.Length));
        }
    }

    private Interval? Paired(int[] images) =>
        ToError(_metric.SameRows(task.Rows(run, images, folds: true), task.Rows(run, images, folds: false), options));

    private Interval? Apart(int[] lower, int[] upper, bool lowerByFolds) => lower.Length == 0 || upper.Length == 0 ? null
        : ToError(_metric.Independent(task.Rows(run, upper, false), task.Rows(run, lower, lowerByFolds), options));

    /// <summary>A difference of the figure, upper step less lower step, as one of the error.</summary>
    private Interval? ToError(Difference? difference) => difference is not { Value: var value } ? null
        : _metric.HigherIsBetter ? value with { Value = -value.Value, Low = -value.High, High = -value.Low } : value;

    private void Add(Gap gap, string from, string to, Interval? difference, int rows)
    {
        if (difference is { } value)
        {
            var distinguishable = value.Low > 0 || value.High < 0;
            var least = _metric.HigherIsBetter ? leastGap : leastGap * _steps.Max(step => step.Error.Value);
            _gaps.Add(new(
                gap, from, to, value, distinguishable, distinguishable || value.Value < least ? null : NeedMore(value, rows),
                value.Low > 0 && value.Low >= least));
        }
    }

    /// <summary>Intervals narrow with the root of the number of images.</summary>
    private static int? NeedMore(Interval gap, int rows)
    {
        var ratio = (gap.High - gap.Low) / 2 / Math.Abs(gap.Value);
        var needed = rows * ratio * ratio;
        return double.IsFinite(needed) && needed < int.MaxValue ? Math.Max(1, (int)Math.Ceiling(needed) - rows) : null;
    }
}
