using MathNet.Numerics.Distributions;

namespace TransferKit.Evaluation;

/// <summary>McNemar's exact test: of the rows that two models do not agree on, is each right equally often (McNemar 1947)?</summary>
/// <param name="OnlyFirstRight">Rows that only the first model has right.</param>
/// <param name="OnlySecondRight">Rows that only the second model has right.</param>
/// <param name="P">Two-sided binomial p; 1 when they are right on the same rows.</param>
public readonly record struct McNemarTest(int OnlyFirstRight, int OnlySecondRight, double P)
{
    /// <summary>Compares two models. Rows count as independent: with groups, use <see cref="Comparison.SameRows"/>.</summary>
    /// <param name="first">What the first model said.</param>
    /// <param name="second">What the second model said of the same rows in the same order.</param>
    /// <exception cref="ArgumentException">Labels or groups differ: these are not the same rows.</exception>
    public static McNemarTest Of(ClassificationRows first, ClassificationRows second)
    {
        if (!first.SameRowsAs(second))
        {
            throw new ArgumentException("the two models were not scored on the same rows: labels or groups differ", nameof(second));
        }

        var rows = Enumerable.Range(0, first.Count).ToArray();
        return Of(
            rows.Count(row => first.IsRight(row) && !second.IsRight(row)),
            rows.Count(row => !first.IsRight(row) && second.IsRight(row)));
    }

    /// <summary>The test from the two counts.</summary>
    internal static McNemarTest Of(int onlyFirst, int onlySecond)
    {
        var different = onlyFirst + onlySecond;
        var p = different == 0 ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, different, Math.Min(onlyFirst, onlySecond)));
        return new McNemarTest(onlyFirst, onlySecond, p);
    }
}
