namespace TransferKit.Evaluation;

/// <summary>Holm's step-down correction: with it, the chance that any of several true "no difference" is rejected stays below the level
/// (Holm 1979).</summary>
internal static class HolmCorrection
{
    /// <summary>Corrects p values that are looked at together.</summary>
    /// <param name="p">The p values, each 0 to 1.</param>
    /// <returns>The adjusted ones, in the same order.</returns>
    public static double[] Of(IReadOnlyList<double> p)
    {
        var adjusted = new double[p.Count];
        var largest = 0.0;
        foreach (var (rank, index) in Enumerable.Range(0, p.Count).OrderBy(index => p[index]).Index())
        {
            largest = Math.Max(largest, Math.Min(1, (p.Count - rank) * p[index]));
            adjusted[index] = largest;
        }

        return adjusted;
    }
}
