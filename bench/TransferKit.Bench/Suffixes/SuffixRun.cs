using System.Numerics.Tensors;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Bench.Suffixes;

/// <summary>The last stages of a backbone with its own classifier, trained here by plain SGD as <see cref="TorchPeer"/> trains them.</summary>
internal sealed class SuffixRun : IDisposable
{
    private const string Logits = "logits";
    private readonly TrainableSuffix _suffix;
    private readonly DerivedGraph _derived;
    private readonly GraphSession _session;
    private readonly Dictionary<string, PinnedTensor> _inputs = [];
    private readonly Dictionary<string, PinnedTensor> _gradients = [];
    private readonly PinnedTensor _loss = new();

    public SuffixRun(StageList stages, int first, TorchPeer peer)
    {
        var (batch, classes) = ((int)peer.Shape[0], stages.Shapes.Of(Logits)[1]);
        _suffix = TrainableSuffix.Create(stages, first, batch, [Logits]);
        _derived = TrainingGraph.Derive([_suffix.Model, CrossEntropy(batch, classes)], "loss", [.. _suffix.Parameters.Select(p => p.Name)]);
        _session = new(_derived.Model);
        foreach (var (name, layout) in _derived.Layouts)
        {
            _session.BindInput(name, _inputs[name] = new(layout.Stored));
        }

        foreach (var parameter in _suffix.Parameters)
        {
            var layout = _derived.Layouts[parameter.Name];
            layout.Store<float>(Tensors.ToFloats(parameter), _inputs[parameter.Name].Span);
            _session.BindOutput(TrainingGraph.GradientName(parameter.Name), _gradients[parameter.Name] = new(layout.Stored));
        }

        _derived.Layouts[_suffix.Cut].Store<float>(Activations(stages, _suffix.Cut, peer), _inputs[_suffix.Cut].Span);
        _session.BindOutput("loss", _loss);
    }

    /// <summary>What is trained, in the order of the graph.</summary>
    public IReadOnlyList<string> Parameters => [.. _suffix.Parameters.Select(p => p.Name)];

    /// <summary>The formulations of its convolutions, and how often each is used.</summary>
    public IReadOnlyDictionary<string, int> Choices => _derived.Choices.GroupBy(c => c.Value).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>The parameters before the first step, one behind the other.</summary>
    public float[] Start => [.. _suffix.Parameters.SelectMany(Tensors.ToFloats)];

    /// <summary>The parameters now, one behind the other, as the backbone has them.</summary>
    public float[] Trained => [.. Parameters.SelectMany(name =>
    {
        var values = new float[_inputs[name].Span.Length];
        _derived.Layouts[name].Restore<float>(_inputs[name].Span, values);
        return values;
    })];

    /// <summary>Takes a step and returns the loss before it.</summary>
    /// <param name="labels">The class of each image.</param>
    /// <param name="rate">The learning rate.</param>
    public double Step(int[] labels, double rate)
    {
        var targets = _inputs["targets"].Span;
        targets.Clear();
        foreach (var (image, label) in labels.Index())
        {
            targets[(image * (targets.Length / labels.Length)) + label] = 1;
        }

        _session.Run();
        foreach (var (name, gradient) in _gradients)
        {
            TensorPrimitives.MultiplyAdd(gradient.Span, (float)-rate, _inputs[name].Span, _inputs[name].Span);
        }

        return _loss.Span[0];
    }

    public void Dispose()
    {
        _session.Dispose();
        foreach (var tensor in _inputs.Values.Concat(_gradients.Values).Append(_loss))
        {
            tensor.Dispose();
        }
    }

    private static float[] Activations(StageList stages, string cut, TorchPeer peer)
    {
        if (cut == stages.Topology.DataInput)
        {
            return peer.Images;
        }

        using var session = new SharedSession(SubModel.Extract(stages, cut));
        return session.Run(peer.Images, peer.Shape)[0].Values;
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
