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
    private DerivationOptions _options = new() { Float64 = true };

    /// <summary>The formulations that the last check used.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; private set; } = new Dictionary<string, string>();

    /// <summary>Asks for a formulation of one convolution.</summary>
    public GradientCheck Strategy(string node, string strategy)
    {
        _options = _options with { Convolutions = new Dictionary<string, string> { [node] = strategy } };
        return this;
    }

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
            graph.Input(name, DataType.Float, shape.Select(d => (long?)d));
        }

        var output = build(graph);
        var shapeOfOutput = TensorShapes.Of(WithOutput(graph, output))[output];
        // Unequal weights: a plain sum would hide a gradient that is spread wrongly.
        var stream = new RandomStream(4, "loss-weights");
        var weights = Enumerable.Range(0, (int)Tensors.Count(shapeOfOutput)).Select(_ => stream.NextGaussian()).ToArray();
        var weighted = graph.Node("Mul", [output, graph.Constant(Tensors.FromFloats("loss-weights", Array.ConvertAll(weights, w => (float)w), shapeOfOutput))]);
        graph.Node("ReduceSum", [weighted], [("keepdims", 0L)], output: "loss");
        graph.Output("loss", DataType.Float);

        var forward = graph.ToModel();
        var parameters = _inputs.Keys.ToArray();
        var derived = TrainingGraph.Derive(forward, "loss", parameters, _options);
        Choices = derived.Choices;
        Agrees(forward, derived);
        using var session = Session(derived.Model);
        var gradients = Run(session, [.. parameters.Select(TrainingGraph.GradientName)], Stored(derived));
        return parameters.Select((name, index) => Error(session, derived, name, Restored(derived, name, gradients[index]))).Max();
    }

    private double Error(InferenceSession session, DerivedGraph derived, string name, double[] gradient)
    {
        var values = _inputs[name].Values;
        var worst = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var kept = values[i];
            values[i] = kept + Step;
            var above = Run(session, ["loss"], Stored(derived))[0][0];
            values[i] = kept - Step;
            var below = Run(session, ["loss"], Stored(derived))[0][0];
            values[i] = kept;
            worst = Math.Max(worst, Math.Abs(gradient[i] - ((above - below) / (2 * Step))));
        }

        return worst / Math.Max(gradient.Max(Math.Abs), 1e-8);
    }

    /// <summary>The training graph computes what ONNX Runtime's own kernels compute, which have float32 only for some operators.</summary>
    private void Agrees(ModelProto forward, DerivedGraph derived)
    {
        OnnxRuntimeLibrary.EnsureLoaded();
        using var plain = new InferenceSession(forward.ToByteArray());
        using var options = new RunOptions();
        var inputs = _inputs.ToDictionary(
            i => i.Key, i => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(i.Value.Values, value => (float)value), i.Value.Shape));
        using var results = plain.Run(options, inputs, ["loss"]);
        var expected = results[0].GetTensorDataAsSpan<float>()[0];
        using var session = Session(derived.Model);
        var loss = Run(session, ["loss"], Stored(derived))[0][0];
        Assert.True(Math.Abs(loss - expected) <= 1e-4 * Math.Max(1, Math.Abs(expected)), $"The training graph says {loss}, ONNX Runtime {expected}.");
        foreach (var value in inputs.Values)
        {
            value.Dispose();
        }
    }

    /// <summary>The inputs as the training graph lays them.</summary>
    private Dictionary<string, (long[] Shape, double[] Values)> Stored(DerivedGraph derived) => _inputs.ToDictionary(i => i.Key, i =>
    {
        var values = new double[i.Value.Values.Length];
        derived.Layouts[i.Key].Store<double>(i.Value.Values, values);
        return (derived.Layouts[i.Key].Stored, values);
    });

    private static double[] Restored(DerivedGraph derived, string name, double[] stored)
    {
        var values = new double[stored.Length];
        derived.Layouts[name].Restore<double>(stored, values);
        return values;
    }

    private static ModelProto WithOutput(GraphBuilder graph, string output)
    {
        var model = graph.ToModel().Clone();
        model.Graph.Output.Add(new ValueInfoProto { Name = output });
        return model;
    }

    private static InferenceSession Session(ModelProto model)
    {
        OnnxRuntimeLibrary.EnsureLoaded();
        return new(model.ToByteArray());
    }

    private static double[][] Run(
        InferenceSession session, string[] outputs, IReadOnlyDictionary<string, (long[] Shape, double[] Values)> inputs)
    {
        using var options = new RunOptions();
        var values = inputs.ToDictionary(i => i.Key, i => OrtValue.CreateTensorValueFromMemory(i.Value.Values, i.Value.Shape));
        using var results = session.Run(options, values, outputs);
        foreach (var value in values.Values)
        {
            value.Dispose();
        }

        return [.. results.Select(result => result.GetTensorDataAsSpan<double>().ToArray())];
    }
}
