namespace TransferKit.Evaluation;

/// <summary>How an error falls with the number of training images: a + b n^-c (Hestness et al. 2017; Viering and Loog 2021).</summary>
/// <param name="A">The error that no number of images gets below, 0 or more.</param>
/// <param name="B">How much of the error images take away, 0 or more.</param>
/// <param name="C">How fast they do, above 0 and at most 2.</param>
public readonly record struct PowerLaw(double A, double B, double C)
{
    /// <summary>The error at a size.</summary>
    /// <param name="size">Training images, above 0.</param>
    public double At(double size) => A + (B * Math.Pow(size, -C));

    /// <summary>The size that an error takes; infinite where none is enough.</summary>
    /// <param name="error">The error that is wanted.</param>
    public double SizeFor(double error) => error <= A ? double.PositiveInfinity : Math.Pow(B / (error - A), 1 / C);
}
