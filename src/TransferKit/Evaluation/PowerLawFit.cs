namespace TransferKit.Evaluation;

/// <summary>
/// Fits <see cref="PowerLaw"/> by weighted least squares. For a given c the law is linear in a and b, and the least squares with both not
/// negative are written down; c is tried from 0.01 to 2 in steps of 0.01, so that no start is needed and no local optimum is met.
/// </summary>
internal sealed class PowerLawFit
{
    /// <summary>Fewer points do not determine three numbers.</summary>
    public const int LeastSizes = 3;

    private const int Exponents = 200;
    private const double Step = 0.01;

    private readonly double _largest;
    private readonly double[] _weights;
    private readonly double[][] _powers;

    /// <param name="sizes">Training images of each point, at least 3 of them.</param>
    /// <param name="variances">How uncertain each error is; one that seems certain counts as if it had a hundredth of the largest variance.</param>
    public PowerLawFit(IReadOnlyList<double> sizes, IReadOnlyList<double> variances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sizes.Count, LeastSizes);
        _largest = sizes.Max();
        var floor = variances.Max() / 100;
        _weights = [.. variances.Select(variance => floor == 0 ? 1 : 1 / Math.Max(variance, floor))];
        // Sizes relative to the largest: their powers stay near 1.
        _powers = [.. Enumerable.Range(1, Exponents).Select(exponent => sizes.Select(size => Math.Pow(size / _largest, -Step * exponent)).ToArray())];
    }

    /// <summary>The law of the least weighted squares.</summary>
    /// <param name="errors">The error at each size.</param>
    public PowerLaw Of(ReadOnlySpan<double> errors)
    {
        var best = (Squares: double.PositiveInfinity, A: 0.0, B: 0.0, Exponent: 0);
        for (var exponent = 0; exponent < Exponents; exponent++)
        {
            var powers = _powers[exponent];
            var (a, b) = Line(powers, errors);
            var squares = Squares(powers, errors, a, b);
            if (squares < best.Squares)
            {
                best = (squares, a, b, exponent);
            }
        }

        var c = Step * (best.Exponent + 1);
        return new(best.A, best.B * Math.Pow(_largest, c), c);
    }

    /// <summary>Least squares of errors = a + b powers, a and b not negative.</summary>
    private (double A, double B) Line(double[] powers, ReadOnlySpan<double> errors)
    {
        var (w, wx, wy, wxx, wxy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < powers.Length; i++)
        {
            var weighted = _weights[i] * powers[i];
            w += _weights[i];
            wx += weighted;
            wy += _weights[i] * errors[i];
            wxx += weighted * powers[i];
            wxy += weighted * errors[i];
        }

        var b = ((w * wxy) - (wx * wy)) / ((w * wxx) - (wx * wx));
        var a = (wy - (b * wx)) / w;
        // Errors are not negative, so that at most one of the two is.
        return a < 0 ? (0, wxy / wxx) : b < 0 ? (wy / w, 0) : (a, b);
    }

    private double Squares(double[] powers, ReadOnlySpan<double> errors, double a, double b)
    {
        var squares = 0.0;
        for (var i = 0; i < powers.Length; i++)
        {
            squares += _weights[i] * Math.Pow(errors[i] - a - (b * powers[i]), 2);
        }

        return squares;
    }
}
