using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>A graph whose derived gradients are to be compared with central differences: its inputs, all of them parameters, at a random point.</summary>
internal sealed class GradientCheck
{
    private const int NewestInSavedFiles = 17;
    private readonly Dictionary<string, (long[] Shape, double[] Values)> _inputs = [];
    private int _operatorSet = NewestInSavedFiles;

    /// <summary>The parameters.</summary>
    public IReadOnlyDictionary<string, (long[] Shape, double[] Values)> Inputs => _inputs;

    /// <summary>How the graph is derived in float64.</summary>
    public DerivationOptions Options { get; private set; } = new() { Float64 = true };

    /// <summary>An input between 0.2 and 1.2 away from zero, where the kinks are.</summary>
    public GradientCheck Input(string name, params long[] shape) => Add(name, shape, 1, signed: true);

    /// <summary>An input above zero.</summary>
    public GradientCheck Positive(string name, params long[] shape) => Add(name, shape, 1, signed: false);

    /// <summary>An input from -4.8 to 4.8, which reaches where hard activations are flat.</summary>
    public GradientCheck Wide(string name, params long[] shape) => Add(name, shape, 4, signed: true);

    /// <summary>What <see cref="CheckGraphs.Rows"/> multiplies the channels of a map by.</summary>
    public GradientCheck Weight(string name, long channels) => Positive(name + ".weight", channels, 1, 1, 1);

    /// <summary>The version of the standard operators that the graph is of.</summary>
    public GradientCheck OperatorSet(int version)
    {
        _operatorSet = version;
        return this;
    }

    /// <summary>Asks for a formulation of one convolution.</summary>
    public GradientCheck Strategy(string node, string strategy)
    {
        Options = Options with { Convolutions = new Dictionary<string, string> { [node] = strategy } };
        return this;
    }

    /// <summary>Builds the graph and its gradients.</summary>
    /// <param name="build">Writes the graph and returns the tensor whose weighted sum is the loss.</param>
    public CheckedGraph Derive(Func<GraphBuilder, string> build)
    {
        var graph = new GraphBuilder("check");
        foreach (var (name, (shape, _)) in _inputs)
        {
            graph.Input(name, DataType.Float, shape.Select(d => (long?)d));
        }

        var output = build(graph);
        var shapeOfOutput = TensorShapes.Of(Model(graph))[output];
        // Unequal weights: a plain sum would hide a gradient that is spread wrongly.
        var stream = new RandomStream(4, "loss-weights");
        var weights = Enumerable.Range(0, (int)Tensors.Count(shapeOfOutput)).Select(_ => (float)stream.NextGaussian()).ToArray();
        var weighted = graph.Node("Mul", [output, graph.Constant(Tensors.FromFloats("loss-weights", weights, shapeOfOutput))]);
        graph.Node("ReduceSum", [weighted], [("keepdims", 0L)], output: "loss");
        graph.Output("loss", DataType.Float);
        graph.Output(output, DataType.Float, shapeOfOutput.Select(d => (long?)d));
        return new(this, Model(graph), output);
    }

    /// <summary>The largest error of any gradient entry against central differences, relative to the largest entry of its tensor.</summary>
    /// <param name="build">Writes the graph and returns the tensor whose weighted sum is the loss.</param>
    public double LargestError(Func<GraphBuilder, string> build) => Derive(build).LargestError();

    private ModelProto Model(GraphBuilder graph) => graph.ToModel(_operatorSet, _operatorSet > 18 ? 9 : 8);

    private GradientCheck Add(string name, long[] shape, double scale, bool signed)
    {
        var stream = new RandomStream(3, "gradient-check", name);
        var values = new double[Tensors.Count(shape)];
        for (var i = 0; i < values.Length; i++)
        {
            var size = scale * (0.2 + stream.NextDouble());
            values[i] = signed && stream.NextDouble() < 0.5 ? -size : size;
        }

        _inputs.Add(name, (shape, values));
        return this;
    }
}
