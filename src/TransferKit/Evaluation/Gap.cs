namespace TransferKit.Evaluation;

/// <summary>What stands between two steps of the ladder human, train, train-dev, dev, test (Ng, "Machine Learning Yearning", chapters 20 to 43).</summary>
public enum Gap
{
    /// <summary>From people's error to that on the images that were learned from.</summary>
    AvoidableBias,

    /// <summary>From the images that were learned from to others of their distribution.</summary>
    Variance,

    /// <summary>From the distribution that was learned from to the one that counts.</summary>
    Mismatch,

    /// <summary>From the images that choices were made on to those that were looked at last.</summary>
    DevOverfitting,
}

/// <summary>How gaps are written.</summary>
public static class GapNames
{
    /// <summary>Such as <c>avoidable-bias</c>.</summary>
    public static string ToText(this Gap gap) => gap switch
    {
        Gap.AvoidableBias => "avoidable-bias",
        Gap.Variance => "variance",
        Gap.Mismatch => "mismatch",
        Gap.DevOverfitting => "dev-overfitting",
        _ => throw new ArgumentOutOfRangeException(nameof(gap), gap, null),
    };
}
