namespace TransferKit.Graphs.Lowering;

/// <summary>How the training graph wants an input to lie in memory: axes permuted, then reshaped. The model file keeps its own order.</summary>
/// <param name="Shape">The shape in the model.</param>
/// <param name="Permutation">Axis i of the permuted tensor is axis <c>Permutation[i]</c> of the model's.</param>
/// <param name="Stored">The shape in the training graph, after the permutation.</param>
public sealed record StoredLayout(long[] Shape, int[] Permutation, long[] Stored)
{
    /// <summary>The layout that changes nothing.</summary>
    public static StoredLayout Same(long[] shape) => new(shape, [.. Enumerable.Range(0, shape.Length)], shape);

    /// <summary>Whether values keep their order.</summary>
    public bool KeepsOrder => Permutation.Where(axis => Shape[axis] != 1).SequenceEqual(Permutation.Where(axis => Shape[axis] != 1).Order());

    /// <summary>Copies values from the model's order into the training graph's.</summary>
    public void Store<T>(ReadOnlySpan<T> model, Span<T> stored)
    {
        if (KeepsOrder)
        {
            model.CopyTo(stored);
            return;
        }

        var sources = Sources();
        for (var i = 0; i < sources.Length; i++)
        {
            stored[i] = model[sources[i]];
        }
    }

    /// <summary>Copies values from the training graph's order back into the model's.</summary>
    public void Restore<T>(ReadOnlySpan<T> stored, Span<T> model)
    {
        if (KeepsOrder)
        {
            stored.CopyTo(model);
            return;
        }

        var sources = Sources();
        for (var i = 0; i < sources.Length; i++)
        {
            model[sources[i]] = stored[i];
        }
    }

    /// <summary>Whether another layout stores values in the same way.</summary>
    public bool Matches(int[] permutation, long[] stored) => Permutation.SequenceEqual(permutation) && Stored.SequenceEqual(stored);

    /// <summary>For every stored value, its index in the model's order.</summary>
    private int[] Sources()
    {
        var strides = new long[Shape.Length];
        for (long axis = Shape.Length - 1, stride = 1; axis >= 0; axis--)
        {
            (strides[axis], stride) = (stride, stride * Shape[axis]);
        }

        int[] sources = [0];
        foreach (var axis in Permutation)
        {
            sources = [.. sources.SelectMany(at => Enumerable.Range(0, (int)Shape[axis]).Select(i => at + (i * (int)strides[axis])))];
        }

        return sources;
    }
}
