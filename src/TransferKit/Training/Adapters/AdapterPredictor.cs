using TransferKit.Artifacts;
using TransferKit.Features;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Adapters;

/// <summary>Runs a finished adapter on features, by the very graph that the model file gets.</summary>
internal static class AdapterPredictor
{
    private const int Batch = 256;

    /// <summary>What the heads read of some rows; the others are left as they are.</summary>
    public static FeatureMatrix Apply(AdapterModel adapter, FeatureMatrix features, IReadOnlyCollection<int> rows)
    {
        var graph = new GraphBuilder("adapter");
        var input = graph.Input("features", DataType.Float, Batch, adapter.Features);
        var output = graph.Output(AdapterGraph.Add(graph, adapter, AdapterNames.Shared, input), DataType.Float, Batch, adapter.Features);
        using var session = new GraphSession(graph.ToModel());
        using var before = new PinnedTensor(Batch, adapter.Features);
        using var after = new PinnedTensor(Batch, adapter.Features);
        session.BindInput(input, before);
        session.BindOutput(output, after);
        var adapted = features with { Values = [.. features.Values] };
        foreach (var batch in rows.Chunk(Batch))
        {
            foreach (var (place, row) in batch.Index())
            {
                features.Row(row).CopyTo(before.Span[(place * adapter.Features)..]);
            }

            session.Run();
            foreach (var (place, row) in batch.Index())
            {
                after.Span.Slice(place * adapter.Features, adapter.Features).CopyTo(adapted.Row(row));
            }
        }

        return adapted;
    }
}
