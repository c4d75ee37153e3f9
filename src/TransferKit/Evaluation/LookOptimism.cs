namespace TransferKit.Evaluation;

/// <summary>
/// How much the best of several looks at the same rows flatters, where the candidates are equally good: the expected largest of as
/// many standard normals (Blom 1958) times the standard error. Candidates whose errors are alike flatter less, so it is an upper estimate.
/// </summary>
public static class LookOptimism
{
    /// <summary>From so many standard errors on, the best of the looks is told with a warning: about three looks.</summary>
    public const double WarnFrom = 0.8;

    /// <summary>The expected largest of so many standard normals; 0 for one.</summary>
    /// <param name="looks">Candidates, at least 1.</param>
    public static double ExpectedLargest(int looks) => looks <= 1 ? 0 : Quantiles.Normal((looks - 0.375) / (looks + 0.25));

    /// <summary>The optimism of the best of the looks.</summary>
    /// <param name="looks">Candidates that were compared on the rows.</param>
    /// <param name="figure">What the rows gave, with its interval.</param>
    /// <returns>In the figure's own units, 0 or more.</returns>
    public static double Of(int looks, Interval figure) =>
        ExpectedLargest(looks) * (figure.High - figure.Low) / (2 * Quantiles.TwoSidedNormal(figure.Level));
}
