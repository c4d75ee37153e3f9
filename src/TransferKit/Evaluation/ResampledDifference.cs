namespace TransferKit.Evaluation;

/// <summary>The first figure minus the second, over the same units; a unit may have rows in one of them only.</summary>
/// <param name="first">What is compared.</param>
/// <param name="second">What it is compared with.</param>
/// <param name="strata">How many units are drawn together: all of them when paired, each side's own when independent.</param>
internal sealed class ResampledDifference(IResampledFigure first, IResampledFigure second, IReadOnlyList<int> strata)
    : IResampledFigure
{
    public IReadOnlyList<int> Strata => strata;

    public FigureRange Range => first.Range.OfDifference;

    public double EffectiveRows => Math.Min(first.EffectiveRows, second.EffectiveRows);

    public double Estimate => first.Estimate - second.Estimate;

    public double Resampled(ReadOnlySpan<int> weights) => first.Resampled(weights) - second.Resampled(weights);

    public double[] LeaveOneOut() => [.. first.LeaveOneOut().Zip(second.LeaveOneOut(), (a, b) => a - b)];
}
