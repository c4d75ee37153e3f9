using System.Globalization;

namespace TransferKit.Evaluation;

/// <summary>The first figure minus the second, with how surely it is not zero.</summary>
/// <param name="Value">The difference with its interval.</param>
/// <param name="P">Two-sided p of "no difference": one minus the level at which the interval ends at zero; where it is resampled, not below 1 / resamples.</param>
public readonly record struct Difference(Interval Value, double P)
{
    /// <summary>Whether the interval leaves zero out.</summary>
    public bool IsDistinguishable => Value.Low > 0 || Value.High < 0;

    /// <summary>Such as <c>0.040 [0.010, 0.072], n = 240, p = 0.012</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value}, p = {P:0.###}");
}
