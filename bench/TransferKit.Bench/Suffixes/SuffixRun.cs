using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Bench.Suffixes;

/// <summary>The last stages of a backbone with its own classifier, trained here by plain SGD as <see cref="TorchPeer"/> trains them.</summary>
internal sealed class SuffixRun : IDisposable
{
    private const string Logits = "logits";
    private readonly TrainableSuffix _suffix;
    private readonly DerivedGraph _derived;
    private readonly TrainedGraph _graph;

    /// <summary>Prepares the run.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="first">The first stage that is trained.</param>
    /// <param name="peer">The images.</param>
    /// <param name="float64">Whether everything, the frozen part too, is computed in float64.</param>
    public SuffixRun(StageList stages, int first, TorchPeer peer, bool float64)
    {
        var (batch, classes) = ((int)peer.Shape[0], stages.Shapes.Of(Logits)[1]);
        var options = new DerivationOptions { Float64 = float64 };
        _suffix = TrainableSuffix.Create(stages, first, batch, [Logits]);
        _derived = TrainingGraph.Derive([_suffix.Model, CrossEntropy(batch, classes)], "loss", Parameters, options);
        _graph = TrainedGraph.Of(_derived, float64);
        Store(_graph, _derived, _suffix.Parameters);
        Store(_graph, _derived, _suffix.Cut, Activation(stages, first, peer, options));
    }

    /// <summary>What is trained, in the order of the graph.</summary>
    public IReadOnlyList<string> Parameters => [.. _suffix.Parameters.Select(p => p.Name)];

    /// <summary>The formulations of its convolutions, and how often each is used.</summary>
    public IReadOnlyDictionary<string, int> Choices => _derived.Choices.GroupBy(c => c.Value).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>The parameters now, one behind the other, as the backbone has them.</summary>
    public double[] Trained => [.. Parameters.SelectMany(name =>
    {
        var stored = _graph.Get(name);
        var values = new double[stored.Length];
        _derived.Layouts[name].Restore<double>(stored, values);
        return values;
    })];

    /// <summary>Takes a step and returns the loss before it.</summary>
    /// <param name="labels">The class of each image.</param>
    /// <param name="rate">The learning rate.</param>
    public double Step(int[] labels, double rate)
    {
        var targets = new double[_graph.Get("targets").Length];
        foreach (var (image, label) in labels.Index())
        {
            targets[(image * (targets.Length / labels.Length)) + label] = 1;
        }

        _graph.Set("targets", targets);
        _graph.Run();
        foreach (var name in Parameters)
        {
            _graph.Set(name, [.. _graph.Get(name).Zip(_graph.Get(TrainingGraph.GradientName(name)), (value, slope) => value - (rate * slope))]);
        }

        return _graph.Get("loss")[0];
    }

    public void Dispose() => _graph.Dispose();

    /// <summary>The activation at the cut, by a graph that is derived for no parameter at all: it is in the same precision.</summary>
    private static double[] Activation(StageList stages, int first, TorchPeer peer, DerivationOptions options)
    {
        var images = Array.ConvertAll(peer.Images, value => (double)value);
        if (first == 0)
        {
            return images;
        }

        var cut = TrainableSuffix.CutBefore(stages, first);
        var prefix = TrainableSuffix.Create(stages, 0, (int)peer.Shape[0], [cut]);
        var derived = TrainingGraph.Derive([prefix.Model, Total(cut, [peer.Shape[0], .. stages.Shapes.Of(cut)[1..]])], "total", [], options);
        using var graph = TrainedGraph.Of(derived, options.Float64);
        Store(graph, derived, prefix.Parameters);
        Store(graph, derived, prefix.Cut, images);
        graph.Run();
        return graph.Get("activation");
    }

    private static void Store(TrainedGraph graph, DerivedGraph derived, IEnumerable<TensorProto> weights)
    {
        foreach (var weight in weights)
        {
            Store(graph, derived, weight.Name, Tensors.ToDoubles(weight));
        }
    }

    private static void Store(TrainedGraph graph, DerivedGraph derived, string input, double[] values)
    {
        var stored = new double[values.Length];
        derived.Layouts[input].Store<double>(values, stored);
        graph.Set(input, stored);
    }

    private static ModelProto Total(string tensor, long[] shape)
    {
        var graph = new GraphBuilder("total");
        graph.Input(tensor, DataType.Float, shape.Select(d => (long?)d));
        graph.Node("ReduceSum", [tensor], [("keepdims", 0L)], output: "total");
        graph.Node("Identity", [tensor], output: "activation");
        graph.Output("total", DataType.Float);
        graph.Output("activation", DataType.Float, shape.Select(d => (long?)d));
        return graph.ToModel();
    }

    private static ModelProto CrossEntropy(int batch, long classes)
    {
        var graph = new GraphBuilder("loss");
        graph.Input(Logits, DataType.Float, batch, classes);
        graph.Input("targets", DataType.Float, batch, classes);
        var scores = graph.Node("Mul", [graph.Node("LogSoftmax", [Logits], [("axis", 1L)]), "targets"]);
        graph.Node("Mul", [graph.Node("ReduceSum", [scores], [("keepdims", 0L)]), graph.Scalar(-1f / batch)], output: "loss");
        graph.Output("loss", DataType.Float);
        return graph.ToModel();
    }
}
