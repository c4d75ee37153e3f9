using TransferKit.Augmentation;
using TransferKit.Foundation;
using TransferKit.Training.Weighting;

namespace TransferKit.Training.Comparisons;

/// <summary>What is compared, and on what.</summary>
public sealed record ComparisonOptions
{
    internal const double StandardLeastGain = 0.02;

    private const int MostArms = 100;

    /// <summary>What is compared.</summary>
    /// <value>2 to 100 arms of different names.</value>
    public required IReadOnlyList<ComparisonArm> Arms { get; init; }

    /// <summary>Folds: each image is predicted once a seed by a model that did not see it.</summary>
    /// <value>Default 5; 2 to 1,000, and no more than there are independent images.</value>
    public int Folds { get; init; } = 5;

    /// <summary>Each seed cuts folds of its own and trains every arm on them.</summary>
    /// <value>Default 7 alone; 1 to 1,000 different ones.</value>
    public IReadOnlyList<int> Seeds { get; init; } = [7];

    /// <summary>How every arm is trained. Depth, folds and seed are those above. The cache is what lets all arms share their
    /// features; every arm and seed has a folder of its own inside the work folder.</summary>
    /// <value>Default: the defaults of a training.</value>
    public FineTuneOptions Training { get; init; } = new();

    /// <summary>Whether it is measured how the tasks' gradients on the stages that they share agree (<see cref="ComparisonResult.Affinity"/>), which
    /// costs a reverse walk a task in each step of the arms with several tasks.</summary>
    /// <value>Default false.</value>
    public bool MeasureAffinity { get; init; }

    /// <summary>The smallest difference between tasks together and alone that matters (<see cref="ComparisonResult.LeastGain"/>): a smaller one is
    /// told, but nothing is to be done about it. Shares, such as accuracy and macro-F1, must differ by so much; errors in the user's
    /// units by this share of the error of the task alone.</summary>
    /// <value>Default 0.02, two points of accuracy or 2 % of an error: about what another seed changes; 0 to 1.</value>
    public double LeastGain { get; init; } = StandardLeastGain;

    /// <summary>How one arm is trained with one seed: all learn from the same variants of images, and heads alone are trained as those
    /// that stages are trained with.</summary>
    internal FineTuneOptions Of(ComparisonArm arm, int seed) => OfDepth(arm) with
    {
        Augmentation = Changes,
        HeadStages = Training.HeadStages.Where(head => arm.Tasks?.Contains(head.Key) ?? true).ToDictionary(),
        OwnAdapters = OfDepth(arm).TrainsShared && arm.Backbone is not { IsPretrained: false }
            ? (arm.OwnAdapters ?? Training.OwnAdapters).Where(own => arm.Tasks?.Contains(own.Key) ?? true).ToDictionary()
            : new Dictionary<string, int>(),
        Weighting = arm.Tasks is { Count: 1 } || !OfDepth(arm).TrainsShared ? TaskWeighting.Equal : Training.Weighting,
        Folds = Folds,
        Seed = seed,
        WorkFolder = Training.WorkFolder is { } folder
            ? Path.Combine(folder, FormattableString.Invariant($"{Uri.EscapeDataString(arm.Name)}.seed{seed}"))
            : null,
    };

    private bool RetrainsStages => Arms.Any(arm => arm.Retrain != Retrain.HeadOnly);

    private AugmentationOptions Changes => (Training with { Retrain = RetrainsStages ? Retrain.LastStages(1) : Retrain.HeadOnly }).Changes;

    private FineTuneOptions OfDepth(ComparisonArm arm) => arm.Retrain == Retrain.HeadOnly && RetrainsStages
        ? Training.ForHeadsAlone()
        : Training with { Retrain = arm.Retrain, Adapter = arm.Backbone is { IsPretrained: false } ? null : Training.Adapter };

    internal void Check()
    {
        if (Arms.Count is < 2 or > MostArms)
        {
            throw new InvalidOptionsException($"'arms' is {string.Join(",", Arms.Select(arm => arm.Name))}; allowed: 2 to {MostArms} arms, for there is nothing else to compare.");
        }

        if (Arms.GroupBy(arm => arm.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidOptionsException($"'arms' names '{twice.Key}' {twice.Count()} times; allowed: different arms.");
        }

        if (Folds is < 2 or > 1_000)
        {
            throw new InvalidOptionsException($"'folds' is {Folds}; allowed: 2 to 1,000.");
        }

        if (Seeds.Count is < 1 or > 1_000 || Seeds.Distinct().Count() != Seeds.Count)
        {
            throw new InvalidOptionsException($"'seeds' is {string.Join(",", Seeds)}; allowed: 1 to 1,000 different ones.");
        }

        if (!(LeastGain is >= 0 and <= 1))
        {
            throw new InvalidOptionsException(FormattableString.Invariant($"'least-gain' is {LeastGain}; allowed: 0 to 1."));
        }

        foreach (var arm in Arms)
        {
            Of(arm, Seeds[0]).Check();
        }
    }
}
