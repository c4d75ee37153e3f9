namespace TransferKit.Training.Weighting;

/// <summary>The scalar products of the gradients of several tasks: all that a weighting needs to know of gradients of any length.</summary>
/// <param name="Products">Symmetric and positive semi-definite, [tasks, tasks].</param>
/// <param name="Tasks">The numbers of the tasks, in the order of the products.</param>
internal sealed record Gramian(double[,] Products, IReadOnlyList<int> Tasks)
{
    /// <summary>How many tasks there are.</summary>
    public int Count => Tasks.Count;

    /// <summary>The scalar product of two gradients.</summary>
    public double this[int i, int j] => Products[i, j];

    /// <summary>The length of a gradient.</summary>
    public double Norm(int i) => Math.Sqrt(Math.Max(0, Products[i, i]));

    /// <summary>The cosine of the angle between two gradients; 0 where one of them has no length.</summary>
    public double Cosine(int i, int j) => Norm(i) * Norm(j) is > 0 and var lengths ? Math.Clamp(Products[i, j] / lengths, -1, 1) : 0;

    /// <summary>Those of the gradients that have a length.</summary>
    public Gramian WithLength()
    {
        int[] places = [.. Enumerable.Range(0, Count).Where(i => Products[i, i] != 0)];
        if (places.Length == Count)
        {
            return this;
        }

        var products = new double[places.Length, places.Length];
        foreach (var (row, i) in places.Index())
        {
            foreach (var (column, j) in places.Index())
            {
                products[row, column] = Products[i, j];
            }
        }

        return new(products, [.. places.Select(i => Tasks[i])]);
    }

    /// <summary>The scalar products of a weighted sum of the gradients with each of them.</summary>
    public double[] Times(ReadOnlySpan<double> weights)
    {
        var result = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < Count; j++)
            {
                result[i] += Products[i, j] * weights[j];
            }
        }

        return result;
    }

    /// <summary>The scalar product of two weighted sums of the gradients.</summary>
    public double Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var (times, sum) = (Times(right), 0.0);
        for (var i = 0; i < Count; i++)
        {
            sum += left[i] * times[i];
        }

        return sum;
    }
}
