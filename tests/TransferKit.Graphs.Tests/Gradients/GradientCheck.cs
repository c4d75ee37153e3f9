using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>Compares derived gradients with central differences, in float64, at a random point.</summary>
internal sealed class GradientCheck
{
    private const double Step = 1e-5;
    private readonly Dictionary<string, (long[] Shape, double[] Values)> _inputs = [];

    /// <summary>Draws an input away from zero, where the kinks are.</summary>
    public GradientCheck Input(string name, bool positive, params long[] shape)
    {
        var stream = new RandomStream(3, "gradient-check", name);
        var values = new double[Tensors.Count(shape)];
        for (var i = 0; i < values.Length; i++)
        {
            var size = 0.2 + stream.NextDouble();
            values[i] = positive || stream.NextDouble() < 0.5 ? size : -size;
        }

        _inputs.Add(name, (shape, values));
        return this;
    }

    /// <summary>The largest error of any gradient entry, relative to the largest entry of its tensor.</summary>
    /// <param name="build">Writes the graph and returns the tensor whose weighted sum is the loss.</param>
    public double LargestError(Func<GraphBuilder, string> build)
    {
        var graph = new GraphBuilder("check");
        foreach (var (name, (shape, _)) in _inputs)
        {
            graph.Input(name, DataType.Double, shape.Select(d => (long?)d));
        }

        var output = build(graph);
        var shapeOfOutput = TensorShapes.Of(WithOutput(graph, output))[output];
        // Unequal weights: a plain sum would hide a gradient that is spread wrongly.
        var stream = new RandomStream(4, "loss-weights");
        var weights = Enumerable.Range(0, (int)Tensors.Count(shapeOfOutput)).Select(_ => stream.NextGaussian()).ToArray();
        var weighted = graph.Node("Mul", [output, graph.Constant(Tensors.FromDoubles("loss-weights", weights, shapeOfOutput))]);
        graph.Node("ReduceSum", [weighted], [("keepdims", 0L)], output: "loss");
        graph.Output("loss", DataType.Double);

        var forward = graph.ToModel();
        var parameters = _inputs.Keys.ToArray();
        var derived = Run(TrainingGraph.Derive(forward, "loss", parameters), [.. parameters.Select(TrainingGraph.GradientName)]);
        return parameters.Select((name, index) => Error(forward, name, derived[index])).Max();
    }

    private double Error(ModelProto forward, string name, double[] derived)
    {
        using var session = Session(forward);
        var values = _inputs[name].Values;
        var worst = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var kept = values[i];
            values[i] = kept + Step;
            var above = Run(session, ["loss"])[0][0];
            values[i] = kept - Step;
            var below = Run(session, ["loss"])[0][0];
            values[i] = kept;
            worst = Math.Max(worst, Math.Abs(derived[i] - (above - below) / (2 * Step)));
        }

        return worst / Math.Max(derived.Max(Math.Abs), 1e-8);
    }

    private static ModelProto WithOutput(GraphBuilder graph, string output)
    {
        var model = graph.ToModel().Clone();
        model.Graph.Output.Add(new ValueInfoProto { Name = output });
        return model;
    }

    private double[][] Run(ModelProto model, string[] outputs)
    {
        using var session = Session(model);
        return Run(session, outputs);
    }

    private static InferenceSession Session(ModelProto model)
    {
        OnnxRuntimeLibrary.EnsureLoaded();
        return new(model.ToByteArray());
    }

    private double[][] Run(InferenceSession session, string[] outputs)
    {
        using var options = new RunOptions();
        var values = _inputs.ToDictionary(i => i.Key, i => OrtValue.CreateTensorValueFromMemory(i.Value.Values, i.Value.Shape));
        using var results = session.Run(options, values, outputs);
        foreach (var value in values.Values)
        {
            value.Dispose();
        }

        return [.. results.Select(result => result.GetTensorDataAsSpan<double>().ToArray())];
    }
}
