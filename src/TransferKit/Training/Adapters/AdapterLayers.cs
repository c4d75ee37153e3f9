using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;
using TransferKit.Training.Heads;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Adapters;

/// <summary>Writes an adapter as ONNX for training: what <see cref="AdapterGraph"/> is for prediction.</summary>
internal static class AdapterLayers
{
    /// <summary>The name of the input of the dropout mask.</summary>
    public static string Mask(AdapterNames names) => names.Prefix + "mask";

    /// <summary>The inputs that are the same for all batches.</summary>
    public static IReadOnlyList<string> Given(AdapterNames names) => [names.Mean, names.Scale, names.Deviation];

    /// <summary>The shapes of everything that is trained, by name.</summary>
    public static IReadOnlyList<(string Name, ParameterRole Role, long[] Shape)> Parameters(AdapterPlan plan) =>
    [
        (plan.Names.Weight(0), ParameterRole.Weight, [plan.Features, plan.Width]),
        (plan.Names.Bias(0), ParameterRole.Bias, [plan.Width]),
        (plan.Names.Weight(1), ParameterRole.Weight, [plan.Width, plan.Features]),
        (plan.Names.Bias(1), ParameterRole.Bias, [plan.Features]),
    ];

    /// <summary>Adds the adapter and returns what the heads read [rows, features].</summary>
    /// <param name="graph">The graph; the parameters are declared as its inputs.</param>
    /// <param name="plan">The adapter.</param>
    /// <param name="features">The features [rows, features].</param>
    /// <param name="rows">Images in a batch.</param>
    public static string Add(GraphBuilder graph, AdapterPlan plan, string features, int rows)
    {
        var names = plan.Names;
        Given(names).ToList().ForEach(name => graph.Input(name, DataType.Float, plan.Features));
        foreach (var (name, _, shape) in Parameters(plan))
        {
            graph.Input(name, DataType.Float, shape.Select(d => (long?)d));
        }

        var standardised = graph.Node("Mul", [graph.Node("Sub", [features, names.Mean]), names.Scale]);
        var bottleneck = graph.Node("Relu", [graph.Node("Gemm", [standardised, names.Weight(0), names.Bias(0)])]);
        bottleneck = plan.Dropout > 0 ? graph.Node("Mul", [bottleneck, graph.Input(Mask(names), DataType.Float, rows, plan.Width)]) : bottleneck;
        var change = graph.Node("Mul", [graph.Node("Gemm", [bottleneck, names.Weight(1), names.Bias(1)]), names.Deviation]);
        return graph.Node("Add", [features, change]);
    }
}
