namespace TransferKit.Training;

/// <summary>How much of a backbone is trained again.</summary>
/// <param name="Mode">The mode as the command line spells it, such as <c>head</c>.</param>
public readonly record struct Retrain(string Mode)
{
    /// <summary>The backbone stays as it is; new heads are trained on its activations.</summary>
    public static Retrain HeadOnly => new("head");

    /// <inheritdoc/>
    public override string ToString() => Mode;
}
