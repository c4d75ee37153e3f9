using System.Numerics.Tensors;

namespace TransferKit.Features;

/// <summary>
/// Standardises every column to mean 0 and variance 1: (x - mean) * scale. A column that does not vary in the rows it was fitted on
/// tells nothing about them: its scale is 0, so that it is 0 everywhere.
/// </summary>
/// <param name="Mean">A mean a column.</param>
/// <param name="Scale">The reciprocal of the standard deviation (of the rows themselves: divided by n) a column, or 0.</param>
public sealed record FeatureScaler(float[] Mean, float[] Scale)
{
    // Below this share of the column's size, what looks like variation is rounding.
    private const double LeastRelativeDeviation = 1e-6;

    /// <summary>Means and scales of some rows: those of the training part, never others.</summary>
    /// <param name="features">All features.</param>
    /// <param name="rows">The rows to fit on, at least one.</param>
    public static FeatureScaler Fit(FeatureMatrix features, IReadOnlyList<int> rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Count, 1, nameof(rows));
        // Sums in double, and the mean first: a single pass over squares would lose columns of a large mean.
        var row = new double[features.Columns];
        var mean = new double[features.Columns];
        foreach (var index in rows)
        {
            TensorPrimitives.ConvertChecked<float, double>(features.Row(index), row);
            TensorPrimitives.Add(mean, row, mean);
        }

        TensorPrimitives.Divide(mean, rows.Count, mean);
        var variance = new double[features.Columns];
        foreach (var index in rows)
        {
            TensorPrimitives.ConvertChecked<float, double>(features.Row(index), row);
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.MultiplyAdd(row, row, variance, variance);
        }

        TensorPrimitives.Divide(variance, rows.Count, variance);
        return new(Array.ConvertAll(mean, m => (float)m), [.. variance.Zip(mean, Reciprocal)]);
    }

    /// <summary>Standardises every row, in place.</summary>
    public void Apply(FeatureMatrix features)
    {
        for (var row = 0; row < features.Rows; row++)
        {
            Apply(features.Row(row));
        }
    }

    /// <summary>Standardises one row, in place.</summary>
    /// <param name="row">As many values as there are means.</param>
    public void Apply(Span<float> row)
    {
        TensorPrimitives.Subtract(row, Mean, row);
        TensorPrimitives.Multiply(row, Scale, row);
    }

    internal static float Reciprocal(double variance, double mean)
    {
        var deviation = Math.Sqrt(variance);
        return deviation > LeastRelativeDeviation * Math.Abs(mean) && deviation > float.Epsilon ? (float)(1 / deviation) : 0;
    }
}
