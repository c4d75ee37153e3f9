using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;
using TransferKit.Training.Heads;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Adapters;

/// <summary>Writes an adapter as ONNX for training: what <see cref="AdapterGraph"/> is for prediction.</summary>
internal static class AdapterLayers
{
    /// <summary>The name of the input of the dropout mask.</summary>
    public const string Mask = AdapterNames.Prefix + "mask";

    /// <summary>The inputs that are the same for all batches.</summary>
    public static IReadOnlyList<string> Given { get; } = [AdapterNames.Mean, AdapterNames.Scale, AdapterNames.Deviation];

    /// <summary>The shapes of everything that is trained, by name.</summary>
    public static IReadOnlyList<(string Name, ParameterRole Role, long[] Shape)> Parameters(AdapterPlan plan) =>
    [
        (AdapterNames.Weight(0), ParameterRole.Weight, [plan.Features, plan.Width]),
        (AdapterNames.Bias(0), ParameterRole.Bias, [plan.Width]),
        (AdapterNames.Weight(1), ParameterRole.Weight, [plan.Width, plan.Features]),
        (AdapterNames.Bias(1), ParameterRole.Bias, [plan.Features]),
    ];

    /// <summary>Adds the adapter and returns what the heads read [rows, features].</summary>
    /// <param name="graph">The graph; the parameters are declared as its inputs.</param>
    /// <param name="plan">The adapter.</param>
    /// <param name="features">The features [rows, features].</param>
    /// <param name="rows">Images in a batch.</param>
    public static string Add(GraphBuilder graph, AdapterPlan plan, string features, int rows)
    {
        Given.ToList().ForEach(name => graph.Input(name, DataType.Float, plan.Features));
        foreach (var (name, _, shape) in Parameters(plan))
        {
            graph.Input(name, DataType.Float, shape.Select(d => (long?)d));
        }

        var standardised = graph.Node("Mul", [graph.Node("Sub", [features, AdapterNames.Mean]), AdapterNames.Scale]);
        var bottleneck = graph.Node("Relu", [graph.Node("Gemm", [standardised, AdapterNames.Weight(0), AdapterNames.Bias(0)])]);
        bottleneck = plan.Dropout > 0 ? graph.Node("Mul", [bottleneck, graph.Input(Mask, DataType.Float, rows, plan.Width)]) : bottleneck;
        var change = graph.Node("Mul", [graph.Node("Gemm", [bottleneck, AdapterNames.Weight(1), AdapterNames.Bias(1)]), AdapterNames.Deviation]);
        return graph.Node("Add", [features, change]);
    }
}
