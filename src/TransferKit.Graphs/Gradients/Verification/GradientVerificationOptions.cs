using TransferKit.Foundation;

namespace TransferKit.Graphs.Gradients.Verification;

/// <summary>How gradients are checked.</summary>
public sealed record GradientVerificationOptions
{
    /// <summary>The largest error that is allowed against central differences in float64.</summary>
    /// <value>Default 1e-4; above 0, at most 1.</value>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The largest error that is allowed of the gradients as they are trained with, in float32. Where an activation lies so near to a
    /// kink that rounding decides its side, gradients differ by more than rounding.</summary>
    /// <value>Default 0.01; above 0, at most 1.</value>
    public double ToleranceFloat32 { get; init; } = 1e-2;

    /// <summary>How many entries of a tensor are checked one by one: the one of the largest gradient, and random ones.</summary>
    /// <value>Default 8; 1 to 1,000,000.</value>
    public int Samples { get; init; } = 8;

    /// <summary>Seeds the entries, the directions and the weights of the loss.</summary>
    /// <value>Default 7.</value>
    public int Seed { get; init; } = 7;

    /// <summary>Threads that a run may use.</summary>
    /// <value>Default 1; 1 to 1,024.</value>
    public int Threads { get; init; } = 1;

    /// <summary>How the graphs are derived: with a fault, by tests alone.</summary>
    internal DerivationOptions Derivation { get; init; } = new();

    internal void Check()
    {
        Require(Tolerance is > 0 and <= 1, "tolerance", Tolerance, "above 0, at most 1");
        Require(ToleranceFloat32 is > 0 and <= 1, "tolerance of float32", ToleranceFloat32, "above 0, at most 1");
        Require(Samples is >= 1 and <= 1_000_000, "samples", Samples, "1 to 1,000,000");
        Require(Threads is >= 1 and <= 1024, "threads", Threads, "1 to 1,024");
    }

    private static void Require(bool holds, string name, IFormattable value, string allowed)
    {
        if (!holds)
        {
            throw new InvalidOptionsException($"'{name}' is {value.ToString(null, System.Globalization.CultureInfo.InvariantCulture)}; allowed: {allowed}.");
        }
    }
}
