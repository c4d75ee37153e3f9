using System.Diagnostics;
using System.Numerics.Tensors;
using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Bench.Steps;

/// <summary>The derived graph, bound, with SGD and momentum behind it.</summary>
internal sealed class SuffixStep : IDisposable
{
    private const int Classes = 10;
    private readonly GraphSession _session;
    private readonly List<(PinnedTensor Value, PinnedTensor Gradient, float[] Momentum)> _parameters = [];
    private readonly List<PinnedTensor> _others = [];

    public SuffixStep(Backbone backbone, string retrain, int batch, int threads, Dictionary<string, string> overrides, string? profile)
    {
        var stages = backbone.Stages;
        var first = stages.Resolve(retrain);
        Stages = [.. stages.Skip(first).Select(stage => stage.Name)];
        var end = stages.TrunkEnd.Tensor;
        var suffix = TrainableSuffix.Create(stages, first, batch, [end]);
        var head = Head(end, stages.Shapes.Of(end), batch);
        string[] names = [.. suffix.Parameters.Select(p => p.Name), "head.weight", "head.bias"];
        var derived = TrainingGraph.Derive([suffix.Model, head], "loss", names, new() { Convolutions = overrides });
        (Choices, Nodes) = (derived.Choices, derived.Model.Graph.Node.Count);
        _session = new GraphSession(derived.Model, new() { Threads = threads, Spinning = threads > 1, Profile = profile });
        var random = new RandomStream(7, "steps");
        foreach (var (name, layout) in derived.Layouts)
        {
            var tensor = new PinnedTensor(layout.Stored);
            if (suffix.Parameters.FirstOrDefault(p => p.Name == name) is { } given)
            {
                layout.Store<float>(Tensors.ToFloats(given), tensor.Span);
            }
            else
            {
                Fill(name, tensor.Span, random);
            }

            _session.BindInput(name, tensor);
            if (names.Contains(name))
            {
                var gradient = new PinnedTensor(layout.Stored);
                _session.BindOutput(TrainingGraph.GradientName(name), gradient);
                _parameters.Add((tensor, gradient, new float[tensor.Span.Length]));
            }
            else
            {
                _others.Add(tensor);
            }
        }

        var loss = new PinnedTensor();
        _session.BindOutput("loss", loss);
        _others.Add(loss);
    }

    public string[] Stages { get; }

    public int Nodes { get; }

    public IReadOnlyDictionary<string, string> Choices { get; }

    public int Parameters => _parameters.Sum(p => p.Momentum.Length);

    public void Run()
    {
        _session.Run();
        foreach (var (value, gradient, momentum) in _parameters)
        {
            TensorPrimitives.MultiplyAdd(momentum, 0.9f, gradient.Span, momentum);
            TensorPrimitives.MultiplyAdd(momentum, -1e-6f, value.Span, value.Span);
        }
    }

    public double Time()
    {
        var start = Stopwatch.GetTimestamp();
        Run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public void Dispose()
    {
        _session.Dispose();
        _others.ForEach(tensor => tensor.Dispose());
        foreach (var (value, gradient, _) in _parameters)
        {
            value.Dispose();
            gradient.Dispose();
        }
    }

    private static void Fill(string name, Span<float> values, RandomStream random)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = name == "targets" ? i % Classes == i / Classes % Classes ? 1 : 0 : (float)random.NextGaussian() * (name.StartsWith("head", StringComparison.Ordinal) ? 0.05f : 1);
        }
    }

    /// <summary>Mean over positions, one linear layer, mean cross-entropy.</summary>
    private static ModelProto Head(string features, long[] shape, int batch)
    {
        var graph = new GraphBuilder("head");
        graph.Input(features, DataType.Float, [batch, .. shape[1..].Select(d => (long?)d)]);
        var channels = shape.Length == 3 ? shape[2] : shape[1];
        var pooled = shape.Length switch
        {
            4 => graph.Node("Flatten", [graph.Node("GlobalAveragePool", [features])]),
            3 => graph.Node("Gather", [features, graph.Constant(Tensors.FromLongs("token", [0L]))], [("axis", 1L)]),
            _ => features,
        };
        graph.Input("head.weight", DataType.Float, channels, Classes);
        graph.Input("head.bias", DataType.Float, Classes);
        graph.Input("targets", DataType.Float, batch, Classes);
        var scores = graph.Node("LogSoftmax", [graph.Node("Gemm", [pooled, "head.weight", "head.bias"])], [("axis", 1L)]);
        var sum = graph.Node("ReduceSum", [graph.Node("Mul", [scores, "targets"])], [("keepdims", 0L)]);
        graph.Node("Mul", [sum, graph.Scalar(-1f / batch)], output: "loss");
        graph.Output("loss", DataType.Float);
        return graph.ToModel();
    }
}
