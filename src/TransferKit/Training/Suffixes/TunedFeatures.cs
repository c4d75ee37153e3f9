using TransferKit.Features;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Suffixes;

/// <summary>Runs trained stages on kept activations, in the backbone's own graph: what the heads read of them.</summary>
internal sealed class TunedFeatures : IDisposable
{
    private const string Output = "transferkit.tuned";
    private const int Batch = 1;

    private readonly SuffixData _data;
    private readonly GraphSession _session;
    private readonly PinnedTensor _cut;
    private readonly PinnedTensor _features;

    public TunedFeatures(SuffixData data, TunedModel tuned, int threads)
    {
        _data = data;
        var plan = data.Plan;
        var stages = tuned.Apply(plan.Stages);
        var cut = plan.Cut ?? throw new ArgumentException("No stage was trained, so the features are as they were.", nameof(data));
        var (model, width) = Graph(stages, plan, cut);
        _session = new(model, new() { Threads = threads });
        _cut = new([Batch, .. StoredShape(plan)]);
        _features = new(Batch, width);
        _session.BindInput(cut, _cut);
        _session.BindOutput(Output, _features);
    }

    /// <summary>The features of some images; the other rows are left zero.</summary>
    public FeatureMatrix Compute(IReadOnlyCollection<int> rows, CancellationToken cancellationToken)
    {
        var features = new FeatureMatrix(_data.Rows, _data.HeadColumns);
        var frozen = _data.HeadColumns - (int)_features.Shape[1];
        foreach (var row in rows)
        {
            _data.Activation(row).CopyTo(_cut.Span);
            _session.Run(cancellationToken);
            _data.Frozen(row, frozen).CopyTo(features.Row(row));
            _features.Span.CopyTo(features.Row(row)[frozen..]);
        }

        return features;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _cut.Dispose();
        _features.Dispose();
    }

    /// <summary>Maps are kept with channels last.</summary>
    private static long[] StoredShape(SuffixPlan plan) => plan.CutShape is [var channels, var height, var width] ? [height, width, channels] : plan.CutShape;

    private static (ModelProto Model, long Width) Graph(StageList stages, SuffixPlan plan, string cut)
    {
        var piece = SubModel.Extract(stages, [cut], [.. plan.Trained.Select(tap => tap.Tensor).Distinct()]).Proto.Clone();
        var graph = new GraphBuilder("tuned");
        graph.Reserve(piece.Graph.Node.SelectMany(node => node.Output).Append(cut));
        graph.Graph.Input.Add(GraphBuilder.ValueInfo(cut, DataType.Float, [Batch, .. StoredShape(plan).Select(d => (long?)d)]));
        piece.Graph.Initializer.ToList().ForEach(graph.Add);
        var map = plan.CutShape.Length == 3 ? graph.Node("Transpose", [cut], [("perm", new long[] { 0, 3, 1, 2 })]) : cut;
        foreach (var node in piece.Graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == cut ? map : node.Input[i];
            }

            graph.Add(node);
        }

        var parts = plan.Trained.Select(tap => FeatureGraph.Pool(graph, tap, stages.Shapes.Of(tap.Tensor), stages)).ToList();
        graph.Node("Concat", parts.Select(part => part.Tensor), [("axis", 1L)], Output);
        graph.Output(Output, DataType.Float, Batch, parts.Sum(part => part.Width));
        return (new ModelProto(piece) { Graph = graph.Graph }, parts.Sum(part => part.Width));
    }
}
