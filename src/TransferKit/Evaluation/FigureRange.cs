namespace TransferKit.Evaluation;

/// <summary>Between which values a figure can lie; infinite where nothing bounds it.</summary>
/// <param name="Low">The least value.</param>
/// <param name="High">The greatest value.</param>
/// <param name="CountsErrors">Whether one wrong row moves it by about 1 / n, so that no spread is no certainty.</param>
internal readonly record struct FigureRange(double Low, double High, bool CountsErrors = false)
{
    /// <summary>A share, or a mean of shares.</summary>
    public static FigureRange Share => new(0, 1, CountsErrors: true);

    /// <summary>A coefficient of agreement, at 1 when all rows agree.</summary>
    public static FigureRange Agreement => new(-1, 1, CountsErrors: true);

    /// <summary>How many of the levels of an ordinal task lie between two of them.</summary>
    public static FigureRange Distance(int levels) => new(0, levels - 1, CountsErrors: true);

    /// <summary>An error in the user's units.</summary>
    public static FigureRange NotNegative => new(0, double.PositiveInfinity);

    /// <summary>A share of variance explained: a bad model falls below zero without limit.</summary>
    public static FigureRange AtMostOne => new(double.NegativeInfinity, 1);

    /// <summary>Whether both ends are finite.</summary>
    public bool IsBounded => double.IsFinite(Low) && double.IsFinite(High);

    /// <summary>The range of the difference of two figures of this range.</summary>
    public FigureRange OfDifference => new(Low - High, High - Low, CountsErrors);

    public double Clip(double value) => Math.Clamp(value, Low, High);
}
