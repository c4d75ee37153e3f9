using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>The training graph while it is derived: shapes of the forward tensors, and the gradients collected so far.</summary>
public sealed class GradientContext
{
    private readonly GraphBuilder _graph;
    private readonly IReadOnlyDictionary<string, long[]> _shapes;
    private readonly IReadOnlySet<string> _needed;
    private readonly DataType _type;
    private readonly Dictionary<string, List<string>> _contributions = [];
    private readonly Dictionary<double, string> _scalars = [];

    internal GradientContext(GraphBuilder graph, IReadOnlyDictionary<string, long[]> shapes, IReadOnlySet<string> needed, DataType type) =>
        (_graph, _shapes, _needed, _type) = (graph, shapes, needed, type);

    /// <summary>Whether the loss depends on a parameter through this tensor: others need no gradient.</summary>
    public bool Needs(string tensor) => _needed.Contains(tensor);

    /// <summary>The shape of a forward tensor.</summary>
    public long[] Shape(string tensor) => _shapes[tensor];

    /// <summary>Adds a node and returns its output.</summary>
    public string Node(string operatorType, IEnumerable<string> inputs, params (string Name, object Value)[] attributes) =>
        _graph.Node(operatorType, inputs, attributes);

    /// <summary>A constant of one value in the graph's precision; equal ones are shared.</summary>
    public string Scalar(double value)
    {
        if (!_scalars.TryGetValue(value, out var name))
        {
            name = _graph.Constant(_type == DataType.Double ? Tensors.FromDoubles("scalar", [value]) : Tensors.FromFloats("scalar", [(float)value]));
            _scalars.Add(value, name);
        }

        return name;
    }

    /// <summary>Axes or a shape as a constant.</summary>
    public string Longs(params long[] values) => _graph.Longs("shape", values);

    /// <summary>The values of a constant integer tensor, such as the axes of a reduction.</summary>
    /// <exception cref="InvalidModelException">The tensor is computed, not constant.</exception>
    public long[] ConstantLongs(string tensor) => Tensors.ToLongs(
        _graph.Graph.Initializer.FirstOrDefault(constant => constant.Name == tensor)
        ?? throw new InvalidModelException($"'{tensor}' is computed in the graph; a constant is needed there."));

    /// <summary>Adds one path's share to a tensor's gradient.</summary>
    /// <param name="tensor">The forward tensor.</param>
    /// <param name="gradient">The share, of the tensor's shape.</param>
    public void Accumulate(string tensor, string gradient)
    {
        if (!_contributions.TryGetValue(tensor, out var shares))
        {
            _contributions.Add(tensor, shares = []);
        }

        shares.Add(gradient);
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

    private string SumTo(string gradient, long[] from, long[] to)
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
