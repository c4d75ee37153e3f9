namespace TransferKit.Graphs.Gradients;

/// <summary>The training graph while gradients are added: shapes of the forward tensors, and the gradients collected so far.</summary>
public sealed class GradientContext : GraphEmitter
{
    private readonly IReadOnlyDictionary<string, long[]> _shapes;
    private readonly IReadOnlySet<string> _needed;
    private readonly Dictionary<string, List<string>> _contributions = [];

    private readonly GradientFault? _fault;
    private TapeEntry? _entry;

    internal GradientContext(LoweringContext forward, IReadOnlyDictionary<string, long[]> shapes)
        : base(forward.Graph, forward.Type, forward.Shared) =>
        (_shapes, _needed, _fault) = (shapes, forward.Needed, forward.Options.Fault);

    /// <summary>Whether the loss depends on a parameter through this tensor: others need no gradient.</summary>
    public bool Needs(string tensor) => _needed.Contains(tensor);

    /// <summary>The shape of a forward tensor.</summary>
    public long[] Shape(string tensor) => _shapes[tensor];

    /// <summary>Adds one path's share to a tensor's gradient.</summary>
    /// <param name="tensor">The forward tensor.</param>
    /// <param name="gradient">The share, of the tensor's shape.</param>
    public void Accumulate(string tensor, string gradient)
    {
        if (!_contributions.TryGetValue(tensor, out var shares))
        {
            _contributions.Add(tensor, shares = []);
        }

        shares.Add(_fault is not null && _entry is not null ? _fault.Apply(this, _entry, gradient) : gradient);
    }

    /// <summary>Adds the shares of one step.</summary>
    internal void GoBack(TapeEntry entry, string gradient)
    {
        _entry = entry;
        entry.Backward(this, gradient);
    }

    /// <summary>As <see cref="Accumulate"/>, for a share that has the shape of a broadcast of the tensor: it is summed back first.</summary>
    /// <param name="tensor">The forward tensor, which ONNX broadcast.</param>
    /// <param name="gradient">The share.</param>
    /// <param name="output">The forward tensor whose shape the share has.</param>
    public void AccumulateBroadcast(string tensor, string gradient, string output) =>
        Accumulate(tensor, SumTo(gradient, Shape(output), Shape(tensor)));

    /// <summary>The whole gradient of a tensor, its paths added up; null where the loss does not depend on it.</summary>
    internal string? Total(string tensor)
    {
        if (!_contributions.TryGetValue(tensor, out var shares))
        {
            return null;
        }

        if (shares.Count > 1)
        {
            _contributions[tensor] = shares = [Node("Sum", shares)];
        }

        return shares[0];
    }

    /// <summary>Sums a gradient over the axes along which a tensor was broadcast.</summary>
    internal string SumTo(string gradient, long[] from, long[] to)
    {
        if (from.SequenceEqual(to))
        {
            return gradient;
        }

        var offset = from.Length - to.Length;
        var axes = Enumerable.Range(0, from.Length).Where(axis => axis < offset || (to[axis - offset] == 1 && from[axis] != 1));
        var summed = Node("ReduceSum", [gradient, Longs([.. axes.Select(axis => (long)axis)])], ("keepdims", 1L));
        return offset == 0 ? summed : Node("Reshape", [summed, Longs(to)]);
    }
}
