using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Heads;

/// <summary>The derived training graph of a head for one batch size, bound to the network's parameters.</summary>
internal sealed class HeadStep : IDisposable
{
    private const string FeaturesName = "features";
    private const string TargetsName = "targets";
    private const string WeightsName = "row-weights";

    private readonly GraphSession _session;
    private readonly PinnedTensor _loss = new();
    private readonly List<PinnedTensor> _masks = [];
    private readonly double _kept;

    public HeadStep(HeadNetwork network, int rows, SessionSettings settings)
    {
        var plan = network.Plan;
        Features = new PinnedTensor(rows, plan.Features);
        Targets = new PinnedTensor(rows, plan.Targets);
        Weights = new PinnedTensor(rows, 1);
        _kept = 1 - plan.Options.Dropout;
        _session = new GraphSession(Derive(network, rows), settings);
        _session.BindInput(FeaturesName, Features);
        _session.BindInput(TargetsName, Targets);
        _session.BindInput(WeightsName, Weights);
        _session.BindOutput("loss", _loss);
        for (var candidate = 0; candidate < network.Candidates; candidate++)
        {
            Bind(network, candidate, rows);
        }
    }

    /// <summary>The batch's features [N, D].</summary>
    public PinnedTensor Features { get; }

    /// <summary>The batch's targets [N, K], as the loss writes them.</summary>
    public PinnedTensor Targets { get; }

    /// <summary>The rows' weights [N, 1], of sum 1.</summary>
    public PinnedTensor Weights { get; }

    /// <summary>Computes all gradients, and draws the dropout masks before.</summary>
    /// <returns>The sum of the candidates' losses.</returns>
    public float Run(RandomStream dropout, CancellationToken cancellationToken)
    {
        foreach (var mask in _masks)
        {
            foreach (ref var value in mask.Span)
            {
                value = dropout.NextDouble() < _kept ? (float)(1 / _kept) : 0;
            }
        }

        _session.Run(cancellationToken);
        return _loss.Span[0];
    }

    public void Dispose()
    {
        _session.Dispose();
        _loss.Dispose();
        Features.Dispose();
        Targets.Dispose();
        Weights.Dispose();
        _masks.ForEach(mask => mask.Dispose());
    }

    /// <summary>Writes the loss of all candidates and lets the engine derive its gradients.</summary>
    private static ModelProto Derive(HeadNetwork network, int rows)
    {
        var plan = network.Plan;
        var graph = new GraphBuilder("head");
        graph.Input(FeaturesName, DataType.Float, rows, plan.Features);
        graph.Input(TargetsName, DataType.Float, rows, plan.Targets);
        graph.Input(WeightsName, DataType.Float, rows, 1);
        var losses = new List<string>();
        for (var candidate = 0; candidate < network.Candidates; candidate++)
        {
            var outputs = HeadLayers.Add(graph, plan, candidate, FeaturesName, rows);
            losses.Add(plan.Loss.Add(graph, outputs, TargetsName, WeightsName));
            if (network.DecayInLoss)
            {
                losses.Add(AddDecay(graph, network, candidate));
            }
        }

        var total = losses.Aggregate((a, b) => graph.Node("Add", [a, b]));
        graph.Node("Identity", [total], output: "loss");
        graph.Output("loss", DataType.Float);
        var parameters = network.Parameters.SelectMany(p => p).ToArray();
        foreach (var statistic in parameters.Where(p => p.Role == ParameterRole.Statistic))
        {
            graph.Output(HeadLayers.Next(statistic.Name), DataType.Float, statistic.Value.Shape.Select(d => (long?)d));
        }

        return TrainingGraph.Derive(
            graph.ToModel(), "loss", [.. parameters.Where(p => p.Role != ParameterRole.Statistic).Select(p => p.Name)]).Model;
    }

    /// <summary>strength / 2 times the sum of squared weights (Krogh and Hertz 1991).</summary>
    private static string AddDecay(GraphBuilder graph, HeadNetwork network, int candidate)
    {
        var strength = graph.Input(DecayName(candidate), DataType.Float);
        var squares = network.Parameters[candidate].Where(p => p.Role == ParameterRole.Weight)
            .Select(p => graph.Node("ReduceSum", [graph.Node("Mul", [p.Name, p.Name])], [("keepdims", 0L)]))
            .Aggregate((a, b) => graph.Node("Add", [a, b]));
        return graph.Node("Mul", [graph.Node("Mul", [strength, graph.Scalar(0.5f)]), squares]);
    }

    private static string DecayName(int candidate) => $"candidate{candidate}.decay";

    private void Bind(HeadNetwork network, int candidate, int rows)
    {
        foreach (var parameter in network.Parameters[candidate])
        {
            _session.BindInput(parameter.Name, parameter.Value);
            _session.BindOutput(
                parameter.Role == ParameterRole.Statistic ? HeadLayers.Next(parameter.Name) : TrainingGraph.GradientName(parameter.Name),
                parameter.Gradient);
        }

        if (network.DecayInLoss)
        {
            _session.BindInput(DecayName(candidate), network.Decay[candidate]);
        }

        for (var layer = 0; network.Plan.Options.Dropout > 0 && network.Plan.IsHidden(layer); layer++)
        {
            var mask = new PinnedTensor(rows * network.Plan.Cells, network.Plan.Widths[layer + 1]);
            _masks.Add(mask);
            _session.BindInput(HeadLayers.Name(candidate, layer, "mask"), mask);
        }
    }
}
