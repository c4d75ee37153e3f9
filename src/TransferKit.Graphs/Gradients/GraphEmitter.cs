using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>Writes nodes and constants into the training graph, in its precision; equal constants are shared.</summary>
public abstract class GraphEmitter
{
    private readonly Dictionary<string, string> _shared;

    internal GraphEmitter(GraphBuilder graph, DataType type, Dictionary<string, string> shared) => (Graph, Type, _shared) = (graph, type, shared);

    /// <summary>The graph that is written.</summary>
    internal GraphBuilder Graph { get; }

    /// <summary>The type of its numbers: float or double.</summary>
    internal DataType Type { get; }

    /// <summary>What a type of the model is in this graph.</summary>
    internal DataType TypeOf(DataType type) => type == DataType.Float ? Type : type;

    /// <summary>The constants so far, by what they hold.</summary>
    internal Dictionary<string, string> Shared => _shared;

    /// <summary>Adds a node and returns its output.</summary>
    public virtual string Node(string operatorType, IEnumerable<string> inputs, params (string Name, object Value)[] attributes) =>
        Graph.Node(operatorType, inputs, attributes);

    /// <summary>A constant of one value in the graph's precision.</summary>
    public string Scalar(double value) => Share($"scalar {value:R}", () => Constant("scalar", [value]));

    /// <summary>Axes or a shape as a constant.</summary>
    public string Longs(params long[] values) =>
        Share($"longs {string.Join(',', values)}", () => Tensors.FromLongs("shape", values, values.Length));

    /// <summary>A matrix or vector of numbers in the graph's precision.</summary>
    /// <param name="key">What it is: equal keys share one constant.</param>
    /// <param name="values">Makes the values, row by row.</param>
    /// <param name="shape">The shape.</param>
    internal string Matrix(string key, Func<double[]> values, params long[] shape) =>
        Share($"matrix {key} {string.Join('x', shape)}", () => Constant("matrix", values(), shape));

    /// <summary>A table of row numbers for Gather.</summary>
    /// <param name="key">What it is: equal keys share one table.</param>
    /// <param name="rows">Makes the row numbers.</param>
    internal string Table(string key, Func<int[]> rows) => Share($"table {key}", () => Tensors.FromInts("rows", rows()));

    /// <summary>Zeros.</summary>
    internal string Zeros(params long[] shape) => Fill(0, shape);

    /// <summary>One number everywhere.</summary>
    internal string Fill(double value, params long[] shape) => Matrix($"fill {value:R}", () =>
    {
        var values = new double[Tensors.Count(shape)];
        Array.Fill(values, value);
        return values;
    }, shape);

    /// <summary>A constant tensor of the graph, or null where it is computed or an input.</summary>
    internal TensorProto? ConstantOf(string tensor) => Graph.FindConstant(tensor);

    /// <summary>The values of a constant integer tensor, such as the axes of a reduction.</summary>
    /// <exception cref="InvalidModelException">The tensor is computed, not constant.</exception>
    public long[] ConstantLongs(string tensor) => Tensors.ToLongs(
        ConstantOf(tensor) ?? throw new InvalidModelException($"'{tensor}' is computed in the graph; a constant is needed there."));

    /// <summary>A matrix product with operands transposed in their last two axes.</summary>
    internal string Product(string a, string b, bool transposeA, bool transposeB, int rank)
    {
        if (!transposeA && !transposeB)
        {
            return Node("MatMul", [a, b]);
        }

        if (rank == 2)
        {
            return Node("Gemm", [a, b], ("transA", transposeA ? 1L : 0L), ("transB", transposeB ? 1L : 0L));
        }

        // FusedMatMul has no kernel for float64, which only checks of gradients use.
        return Type == DataType.Float
            ? Graph.Node("FusedMatMul", [a, b], [("transA", transposeA ? 1L : 0L), ("transB", transposeB ? 1L : 0L)], domain: "com.microsoft")
            : Node("MatMul", [transposeA ? Swapped(a, rank) : a, transposeB ? Swapped(b, rank) : b]);
    }

    /// <summary>Adds a node of a kernel of our own and returns its output, whose shape ONNX Runtime does not infer by itself.</summary>
    internal string Kernel(string name, long[] shape, params string[] inputs)
    {
        var output = Graph.Node(name, inputs, domain: Sessions.Kernels.GraphKernel.Domain);
        Graph.Graph.ValueInfo.Add(GraphBuilder.ValueInfo(output, Type, shape.Select(d => (long?)d)));
        return output;
    }

    /// <summary>A vector of whole numbers that a kernel reads.</summary>
    internal string Numbers(string key, Func<long[]> values) => Share($"numbers {key}", () =>
    {
        var numbers = values();
        return Tensors.FromLongs("numbers", numbers, numbers.Length);
    });

    /// <summary>The last two axes swapped.</summary>
    internal string Swapped(string tensor, int rank) =>
        Node("Transpose", [tensor], ("perm", (long[])[.. Enumerable.Range(0, rank - 2).Select(axis => (long)axis), rank - 1, rank - 2]));

    /// <summary>The tensor in another shape of as many values.</summary>
    internal string Reshape(string tensor, params long[] shape) => Node("Reshape", [tensor, Longs(shape)]);

    private TensorProto Constant(string name, double[] values, params long[] shape) => Type == DataType.Double
        ? Tensors.FromDoubles(name, values, shape)
        : Tensors.FromFloats(name, Array.ConvertAll(values, value => (float)value), shape);

    private string Share(string key, Func<TensorProto> make)
    {
        if (!_shared.TryGetValue(key, out var name))
        {
            _shared.Add(key, name = Graph.Constant(make()));
        }

        return name;
    }
}
