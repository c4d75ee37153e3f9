using System.Globalization;

namespace TransferKit.Evaluation;

/// <summary>A figure with its confidence interval: TransferKit prints no figure without one.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="N">How many labelled samples it is measured on.</param>
/// <param name="Level">The confidence level, 0.95 unless said.</param>
/// <param name="Selected">Whether this figure chose something (an epoch, a strength): the interval is then optimistic.</param>
public readonly record struct Interval(double Value, double Low, double High, int N, double Level = 0.95, bool Selected = false)
{
    /// <summary>Such as <c>0.913 [0.870, 0.942], n = 240</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Value:0.000} [{Low:0.000}, {High:0.000}], n = {N}{(Selected ? " (selected)" : "")}");
}
