using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Heads;

/// <summary>The forward graph of a network's candidates, for a fixed number of rows at a time.</summary>
internal sealed class HeadPrediction : IDisposable
{
    private readonly GraphSession _session;
    private readonly PinnedTensor _features;
    private readonly PinnedTensor[] _outputs;
    private readonly int _rows;

    public HeadPrediction(HeadNetwork network, int rows, SessionSettings settings)
    {
        var plan = network.Plan;
        _rows = rows;
        var graph = new GraphBuilder("head.prediction");
        graph.Input("features", DataType.Float, rows, plan.Features);
        for (var candidate = 0; candidate < network.Candidates; candidate++)
        {
            graph.Node("Identity", [HeadLayers.Add(graph, plan, candidate, "features", null)], output: OutputName(candidate));
            graph.Output(OutputName(candidate), DataType.Float, rows, plan.Outputs);
        }

        _session = new GraphSession(graph.ToModel(), settings);
        _features = new PinnedTensor(rows, plan.Features);
        _outputs = [.. Enumerable.Range(0, network.Candidates).Select(_ => new PinnedTensor(rows, plan.Outputs))];
        _session.BindInput("features", _features);
        for (var candidate = 0; candidate < network.Candidates; candidate++)
        {
            _session.BindOutput(OutputName(candidate), _outputs[candidate]);
            foreach (var parameter in network.Parameters[candidate])
            {
                _session.BindInput(parameter.Name, parameter.Value);
            }
        }
    }

    /// <summary>The outputs of every candidate for the chosen rows: [candidate][rows * K].</summary>
    public float[][] Run(ReadOnlySpan<float> features, IReadOnlyList<int> rows)
    {
        var width = (int)_features.Shape[1];
        var outputs = (int)_outputs[0].Shape[1];
        var results = Array.ConvertAll(_outputs, _ => new float[rows.Count * outputs]);
        for (var start = 0; start < rows.Count; start += _rows)
        {
            var count = Math.Min(_rows, rows.Count - start);
            for (var row = 0; row < count; row++)
            {
                features.Slice(rows[start + row] * width, width).CopyTo(_features.Span[(row * width)..]);
            }

            _session.Run();
            for (var candidate = 0; candidate < results.Length; candidate++)
            {
                _outputs[candidate].Span[..(count * outputs)].CopyTo(results[candidate].AsSpan(start * outputs));
            }
        }

        return results;
    }

    public void Dispose()
    {
        _session.Dispose();
        _features.Dispose();
        Array.ForEach(_outputs, output => output.Dispose());
    }

    private static string OutputName(int candidate) => $"candidate{candidate}.outputs";
}
