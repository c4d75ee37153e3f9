using TransferKit.Foundation;

namespace TransferKit.Training;

/// <summary>How much of a backbone is trained again.</summary>
/// <param name="Mode">The mode as the command line spells it, such as <c>head</c>.</param>
public readonly record struct Retrain(string Mode)
{
    private const string AutoMode = "auto";

    private static readonly TimeSpan LeastBudget = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GreatestBudget = TimeSpan.FromHours(24);

    private readonly TimeSpan? _budget;

    /// <summary>The time that <see cref="Auto"/> takes for a choice unless it is told another one.</summary>
    public static TimeSpan StandardBudget { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The backbone stays as it is; new heads are trained on its activations.</summary>
    public static Retrain HeadOnly => new("head");

    /// <summary>All stages are trained.</summary>
    public static Retrain All => new("all");

    /// <summary>About the time that a choice of the depth may take; null where the depth is given.</summary>
    public TimeSpan? Budget => IsAuto ? _budget ?? StandardBudget : null;

    internal bool IsAuto => Mode == AutoMode;

    /// <summary>The last stages of the backbone are trained.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <exception cref="InvalidOptionsException">It is less than 1.</exception>
    public static Retrain LastStages(int count) => count >= 1
        ? new(FormattableString.Invariant($"last:{count}"))
        : throw new InvalidOptionsException($"'last' is {count}; allowed: 1 to the number of the backbone's stages.");

    /// <summary>A stage and all behind it are trained.</summary>
    /// <param name="stage">The stage's name.</param>
    public static Retrain From(string stage) => new($"from:{stage}");

    /// <summary>
    /// The depth is chosen inside the training part: heads on several stages, then several depths, are compared on inner folds while the
    /// budget lasts; the cheapest within one standard error, or one percent, of the least loss is trained. In a cross-validation every fold model makes its own choice.
    /// </summary>
    /// <param name="budget">About the time for a choice, 1 s to 24 h; null for <see cref="StandardBudget"/>.</param>
    /// <exception cref="InvalidOptionsException">It is out of its range.</exception>
    public static Retrain Auto(TimeSpan? budget = null) => budget is not { } given || (given >= LeastBudget && given <= GreatestBudget)
        ? new(AutoMode, budget)
        : throw new InvalidOptionsException(FormattableString.Invariant($"'budget' is {given.TotalSeconds} s; allowed: 1 s to 24 h."));

    private Retrain(string mode, TimeSpan? budget)
        : this(mode) => _budget = budget;

    /// <inheritdoc/>
    public override string ToString() => Mode;
}
