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
    private readonly List<(PinnedTensor Value, PinnedTensor[] Gradients, float[] Momentum)> _parameters = [];
    private readonly List<PinnedTensor> _others = [];

    public SuffixStep(Backbone backbone, string retrain, int batch, int threads, int tasks, bool each, Dictionary<string, string> overrides, string? profile)
    {
        var stages = backbone.Stages;
        var first = stages.Resolve(retrain);
        Stages = [.. stages.Skip(first).Select(stage => stage.Name)];
        var end = stages.TrunkEnd.Tensor;
        var suffix = TrainableSuffix.Create(stages, first, batch, [end]);
        var head = Head(end, stages.Shapes.Of(end), batch, tasks);
        string[] ofHeads = [.. Enumerable.Range(0, tasks).SelectMany(task => new[] { $"head{task}.weight", $"head{task}.bias" })];
        string[] names = [.. suffix.Parameters.Select(p => p.Name), .. ofHeads];
        string[] losses = [.. Enumerable.Range(0, tasks).Select(task => $"loss{task}")];
        var derived = each
            ? TrainingGraph.DeriveEach([suffix.Model, head], losses, names, new() { Convolutions = overrides })
            : TrainingGraph.Derive([suffix.Model, head], "loss", names, new() { Convolutions = overrides });
        var outputs = derived.Model.Graph.Output.Select(output => output.Name).ToHashSet();
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
                var gradients = (each ? losses.Select(loss => TrainingGraph.GradientName(loss, name)) : [TrainingGraph.GradientName(name)]).Where(outputs.Contains).Select(output =>
                {
                    var gradient = new PinnedTensor(layout.Stored);
                    _session.BindOutput(output, gradient);
                    return gradient;
                }).ToArray();
                _parameters.Add((tensor, gradients, new float[tensor.Span.Length]));
            }
            else
            {
                _others.Add(tensor);
            }
        }

        foreach (var name in (string[])["loss", .. losses])
        {
            var loss = new PinnedTensor();
            _session.BindOutput(name, loss);
            _others.Add(loss);
        }
    }

    public string[] Stages { get; }

    public int Nodes { get; }

    public IReadOnlyDictionary<string, string> Choices { get; }

    public int Parameters => _parameters.Sum(p => p.Momentum.Length);

    public void Run()
    {
        _session.Run();
        foreach (var (value, gradients, momentum) in _parameters)
        {
            // Several gradients are added up evenly.
            foreach (var other in gradients.Skip(1))
            {
                TensorPrimitives.Add(gradients[0].Span, other.Span, gradients[0].Span);
            }

            TensorPrimitives.MultiplyAdd(momentum, 0.9f, gradients[0].Span, momentum);
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
        foreach (var (value, gradients, _) in _parameters)
        {
            value.Dispose();
            Array.ForEach(gradients, gradient => gradient.Dispose());
        }
    }

    private static void Fill(string name, Span<float> values, RandomStream random)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = name == "targets" ? i % Classes == i / Classes % Classes ? 1 : 0 : (float)random.NextGaussian() * (name.StartsWith("head", StringComparison.Ordinal) ? 0.05f : 1);
        }
    }

    /// <summary>Mean over positions, a linear layer a task, mean cross-entropy; the sum over the tasks.</summary>
    private static ModelProto Head(string features, long[] shape, int batch, int tasks)
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
        graph.Input("targets", DataType.Float, batch, Classes);
        for (var task = 0; task < tasks; task++)
        {
            graph.Input($"head{task}.weight", DataType.Float, channels, Classes);
            graph.Input($"head{task}.bias", DataType.Float, Classes);
            var scores = graph.Node("LogSoftmax", [graph.Node("Gemm", [pooled, $"head{task}.weight", $"head{task}.bias"])], [("axis", 1L)]);
            var sum = graph.Node("ReduceSum", [graph.Node("Mul", [scores, "targets"])], [("keepdims", 0L)]);
            graph.Node("Mul", [sum, graph.Scalar(-1f / batch)], output: $"loss{task}");
            graph.Output($"loss{task}", DataType.Float);
        }

        graph.Node("Sum", Enumerable.Range(0, tasks).Select(task => $"loss{task}"), output: "loss");
        graph.Output("loss", DataType.Float);
        return graph.ToModel();
    }
}
