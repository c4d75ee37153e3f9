using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>Kernels of our own against the same training graph in standard operators, in float32.</summary>
public class KernelTests
{
    public static TheoryData<long[], long, long, long> Shapes => new()
    {
        // map [N, C, H, W], kernel, stride, threads
        { [3, 64, 7, 7], 3, 1, 1 },
        { [3, 64, 7, 7], 3, 1, 2 },
        { [2, 130, 6, 5], 3, 2, 2 },
        { [2, 5, 9, 9], 5, 1, 1 },
        { [4, 70, 4, 4], 7, 2, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Depthwise_GivesWhatTapsGive(long[] map, long kernel, long stride, long threads)
    {
        var model = Model(map, kernel, stride);
        var ours = Run(model, "depthwise", (int)threads);
        var standard = Run(model, "taps", 1);
        Assert.Equal(standard.Keys.Order(), ours.Keys.Order());
        foreach (var (name, expected) in standard)
        {
            var largest = expected.Max(Math.Abs);
            Assert.True(largest > 0, name);
            Assert.All(expected.Zip(ours[name]), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2e-5 * largest));
        }
    }

    [Theory]
    [InlineData("Relu", float.NegativeInfinity)]
    [InlineData("Clip", 0f)]
    public void MaskOfBounds_IsZeroOutsideThem(string activation, float low)
    {
        var graph = new GraphBuilder("mask");
        graph.Input("x", DataType.Float, 100_003);
        var y = activation == "Relu" ? graph.Node("Relu", ["x"]) : graph.Node("Clip", ["x", graph.Scalar(low), graph.Scalar(1)]);
        graph.Node("ReduceSum", [y], [("keepdims", 0L)], "loss");
        graph.Output("loss", DataType.Float);
        var derived = TrainingGraph.Derive(graph.ToModel(), "loss", ["x"]);
        using var session = new GraphSession(derived.Model, new() { Threads = 2 });
        using var x = new PinnedTensor(100_003);
        using var gradient = new PinnedTensor(100_003);
        using var loss = new PinnedTensor();
        var stream = new RandomStream(5, "mask");
        foreach (ref var value in x.Span)
        {
            value = (float)stream.NextGaussian();
        }

        session.BindInput("x", x);
        session.BindOutput("loss", loss);
        session.BindOutput(TrainingGraph.GradientName("x"), gradient);
        session.Run();
        for (var i = 0; i < x.Span.Length; i++)
        {
            Assert.Equal(x.Span[i] > 0 && (activation == "Relu" || x.Span[i] < 1) ? 1 : 0, gradient.Span[i]);
        }
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(37, 2)]
    public void FrozenNormAndRelu_AreOnePassOverTheMap(int channels, int threads)
    {
        var graph = new GraphBuilder("norm");
        var stream = new RandomStream(9, "norm");
        TensorProto Vector(string name, Func<double> value) => Tensors.FromFloats(name, [.. Enumerable.Range(0, channels).Select(_ => (float)value())], channels);
        graph.Input("x", DataType.Float, 4, channels, 30, 30);
        string[] constants =
        [
            graph.Constant(Vector("gamma", () => stream.NextGaussian())), graph.Constant(Vector("beta", () => stream.NextGaussian())),
            graph.Constant(Vector("mean", () => stream.NextGaussian())), graph.Constant(Vector("variance", () => 0.5 + stream.NextDouble())),
        ];
        var y = graph.Node("Relu", [graph.Node("BatchNormalization", ["x", .. constants])], output: "y");
        graph.Node("ReduceSum", [graph.Node("Mul", [y, y])], [("keepdims", 0L)], "loss");
        graph.Output("y", DataType.Float, 4, channels, 30, 30);
        graph.Output("loss", DataType.Float);
        var model = graph.ToModel();
        var derived = TrainingGraph.Derive(model, "loss", ["x"]);
        Assert.Contains(derived.Model.Graph.Node, node => node.OpType == "ScaledReluGradient");

        var (ours, standard) = (Norm(derived, threads), Norm(TrainingGraph.Derive(SeparatedRelu(model), "loss", ["x"]), 1));
        foreach (var (found, expected) in ours.Zip(standard))
        {
            Assert.Contains(expected, value => value == 0);
            Assert.All(expected.Zip(found), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-5f * (1 + Math.Abs(pair.First))));
        }
    }

    /// <summary>The same with a node between norm and activation, so that they are not one.</summary>
    private static ModelProto SeparatedRelu(ModelProto model)
    {
        var copy = model.Clone();
        var relu = copy.Graph.Node.First(node => node.OpType == "Relu");
        var between = new NodeProto { OpType = "Neg", Input = { relu.Input[0] }, Output = { "negative" } };
        var back = new NodeProto { OpType = "Neg", Input = { "negative" }, Output = { "positive" } };
        relu.Input[0] = "positive";
        copy.Graph.Node.Insert(copy.Graph.Node.IndexOf(relu), between);
        copy.Graph.Node.Insert(copy.Graph.Node.IndexOf(relu), back);
        return copy;
    }

    private static float[][] Norm(DerivedGraph derived, int threads)
    {
        using var session = new GraphSession(derived.Model, new() { Threads = threads });
        var layout = derived.Layouts["x"];
        using var x = new PinnedTensor(layout.Stored);
        using var gradient = new PinnedTensor(layout.Stored);
        using var y = new PinnedTensor(layout.Shape);
        using var loss = new PinnedTensor();
        var stream = new RandomStream(5, "x");
        float[] plain = [.. Enumerable.Range(0, x.Span.Length).Select(_ => (float)stream.NextGaussian())];
        layout.Store<float>(plain, x.Span);
        session.BindInput("x", x);
        session.BindOutput("y", y);
        session.BindOutput("loss", loss);
        session.BindOutput(TrainingGraph.GradientName("x"), gradient);
        session.Run();
        var restored = new float[plain.Length];
        layout.Restore<float>(gradient.Span, restored);
        return [y.Span.ToArray(), restored];
    }

    private static ModelProto Model(long[] map, long kernel, long stride)
    {
        var graph = new GraphBuilder("kernels");
        graph.Input("x", DataType.Float, map.Select(d => (long?)d));
        graph.Input("w", DataType.Float, map[1], 1, kernel, kernel);
        graph.Input("b", DataType.Float, map[1]);
        var pad = kernel / 2;
        var y = graph.Node(
            "Conv", ["x", "w", "b"], [("group", map[1]), ("strides", new[] { stride, stride }), ("pads", new[] { pad, pad, pad, pad })], "y");
        graph.Node("ReduceSum", [graph.Node("Mul", [y, graph.Node("Relu", [y])])], [("keepdims", 0L)], "loss");
        graph.Output("loss", DataType.Float);
        return graph.ToModel();
    }

    private static Dictionary<string, float[]> Run(ModelProto model, string strategy, int threads)
    {
        string[] parameters = ["x", "w", "b"];
        var derived = TrainingGraph.Derive(model, "loss", parameters, new() { Convolutions = new Dictionary<string, string> { ["y"] = strategy } });
        Assert.Equal(strategy, derived.Choices["y"]);
        using var session = new GraphSession(derived.Model, new() { Threads = threads });
        var tensors = new List<PinnedTensor>();
        var results = parameters.ToDictionary(name => name, name =>
        {
            var layout = derived.Layouts[name];
            var (value, gradient) = (new PinnedTensor(layout.Stored), new PinnedTensor(layout.Stored));
            var stream = new RandomStream(6, name);
            float[] plain = [.. Enumerable.Range(0, value.Span.Length).Select(_ => (float)stream.NextGaussian())];
            layout.Store<float>(plain, value.Span);
            session.BindInput(name, value);
            session.BindOutput(TrainingGraph.GradientName(name), gradient);
            tensors.AddRange([value, gradient]);
            return gradient;
        });
        using var loss = new PinnedTensor();
        session.BindOutput("loss", loss);
        session.Run();
        var gradients = results.ToDictionary(result => result.Key, result =>
        {
            var plain = new float[result.Value.Span.Length];
            derived.Layouts[result.Key].Restore<float>(result.Value.Span, plain);
            return plain;
        });
        tensors.ForEach(tensor => tensor.Dispose());
        return gradients;
    }
}
