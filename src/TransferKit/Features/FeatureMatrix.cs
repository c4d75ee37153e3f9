namespace TransferKit.Features;

/// <summary>One row of features an image.</summary>
/// <param name="Values">Row-major [<paramref name="Rows"/>, <paramref name="Columns"/>].</param>
/// <param name="Rows">Images.</param>
/// <param name="Columns">Features an image.</param>
public sealed record FeatureMatrix(float[] Values, int Rows, int Columns)
{
    /// <summary>A matrix of zeros.</summary>
    /// <param name="rows">Images, at least 0.</param>
    /// <param name="columns">Features an image, at least 1.</param>
    public FeatureMatrix(int rows, int columns)
        : this(new float[checked(rows * columns)], rows, columns)
    {
    }

    /// <summary>The features of one image.</summary>
    /// <param name="index">0 to <see cref="Rows"/> - 1.</param>
    public Span<float> Row(int index) => Values.AsSpan(index * Columns, Columns);

    /// <summary>A copy of some columns, in the order given.</summary>
    internal FeatureMatrix SelectColumns(IReadOnlyList<int> columns)
    {
        var selected = new FeatureMatrix(Rows, columns.Count);
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                selected.Row(row)[i] = Row(row)[columns[i]];
            }
        }

        return selected;
    }

    /// <summary>A copy of some rows, in the order given.</summary>
    /// <param name="rows">Indices, each 0 to <see cref="Rows"/> - 1.</param>
    public FeatureMatrix Select(IReadOnlyList<int> rows)
    {
        var selected = new FeatureMatrix(rows.Count, Columns);
        for (var i = 0; i < rows.Count; i++)
        {
            Row(rows[i]).CopyTo(selected.Row(i));
        }

        return selected;
    }
}
