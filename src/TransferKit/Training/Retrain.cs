using TransferKit.Foundation;

namespace TransferKit.Training;

/// <summary>How much of a backbone is trained again.</summary>
/// <param name="Mode">The mode as the command line spells it, such as <c>head</c>.</param>
public readonly record struct Retrain(string Mode)
{
    /// <summary>The backbone stays as it is; new heads are trained on its activations.</summary>
    public static Retrain HeadOnly => new("head");

    /// <summary>All stages are trained.</summary>
    public static Retrain All => new("all");

    /// <summary>The last stages of the backbone are trained.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <exception cref="InvalidOptionsException">It is less than 1.</exception>
    public static Retrain LastStages(int count) => count >= 1
        ? new(FormattableString.Invariant($"last:{count}"))
        : throw new InvalidOptionsException($"'last' is {count}; allowed: 1 to the number of the backbone's stages.");

    /// <summary>A stage and all behind it are trained.</summary>
    /// <param name="stage">The stage's name.</param>
    public static Retrain From(string stage) => new($"from:{stage}");

    /// <inheritdoc/>
    public override string ToString() => Mode;
}
