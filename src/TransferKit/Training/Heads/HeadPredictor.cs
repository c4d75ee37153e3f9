using TransferKit.Artifacts;
using TransferKit.Features;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Tasks.Kinds;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Heads;

/// <summary>Runs a finished head on features, by the very graph that the model file gets.</summary>
internal sealed class HeadPredictor : IDisposable
{
    private const int Batch = 256;

    private readonly GraphSession _session;
    private readonly PinnedTensor _features;
    private readonly PinnedTensor _outputs;

    /// <summary>Loads a head.</summary>
    /// <param name="head">The head.</param>
    /// <param name="scores">Whether it gives what its last layer gives, logits or standardised values, instead of what the model file does.</param>
    public HeadPredictor(HeadModel head, bool scores = false)
    {
        var rules = KindRules.Of(head.Task.Kind);
        var outputs = scores ? head.Scores : rules.Outputs(head.Classes.Count);
        var graph = new GraphBuilder("head");
        graph.Fresh(head.Task.Name);
        var input = graph.Input(graph.Fresh("features"), DataType.Float, Batch, head.FeatureMean.Length);
        if (scores)
        {
            graph.Node("Identity", [HeadGraph.AddScores(graph, head, input)], output: head.Task.Name);
            graph.Output(head.Task.Name, DataType.Float, null, outputs);
        }
        else
        {
            HeadGraph.Add(graph, head, input);
        }

        _session = new GraphSession(graph.ToModel());
        _features = new PinnedTensor(Batch, head.FeatureMean.Length);
        _outputs = new PinnedTensor(Batch, outputs);
        _session.BindInput(input, _features);
        _session.BindOutput(head.Task.Name, _outputs);
    }

    /// <summary>Probabilities [rows, classes] or values [rows, 1] for the chosen rows.</summary>
    public float[] Predict(FeatureMatrix features, IReadOnlyList<int> rows)
    {
        var width = (int)_outputs.Shape[1];
        var results = new float[rows.Count * width];
        for (var start = 0; start < rows.Count; start += Batch)
        {
            var count = Math.Min(Batch, rows.Count - start);
            for (var row = 0; row < count; row++)
            {
                features.Row(rows[start + row]).CopyTo(_features.Span[(row * features.Columns)..]);
            }

            _session.Run();
            _outputs.Span[..(count * width)].CopyTo(results.AsSpan(start * width));
        }

        return results;
    }

    public void Dispose()
    {
        _session.Dispose();
        _features.Dispose();
        _outputs.Dispose();
    }
}
