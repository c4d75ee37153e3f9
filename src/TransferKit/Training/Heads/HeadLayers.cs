using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Heads;

/// <summary>Writes a head's layers as ONNX, for training or for prediction.</summary>
internal static class HeadLayers
{
    public const float NormMomentum = 0.9f;
    public const float NormEpsilon = 1e-5f;

    /// <summary>The shapes of everything a candidate trains, by name.</summary>
    public static IEnumerable<(string Name, ParameterRole Role, long[] Shape)> Parameters(HeadPlan plan, int candidate)
    {
        for (var layer = 0; layer < plan.Layers; layer++)
        {
            var outputs = plan.Widths[layer + 1];
            yield return (Name(candidate, layer, "weight"), ParameterRole.Weight, [plan.Widths[layer], plan.Columns(layer)]);
            yield return (Name(candidate, layer, "bias"), ParameterRole.Bias, [outputs]);
            if (plan.IsHidden(layer) && plan.Options.BatchNormalization)
            {
                yield return (Name(candidate, layer, "norm.scale"), ParameterRole.Bias, [outputs]);
                yield return (Name(candidate, layer, "norm.shift"), ParameterRole.Bias, [outputs]);
                yield return (Name(candidate, layer, "norm.mean"), ParameterRole.Statistic, [outputs]);
                yield return (Name(candidate, layer, "norm.variance"), ParameterRole.Statistic, [outputs]);
            }
        }
    }

    /// <summary>The name of a part of a candidate's layer.</summary>
    public static string Name(int candidate, int layer, string part) => $"{Prefix(candidate)}layer{layer}.{part}";

    /// <summary>What the names of all parts of a candidate begin with.</summary>
    public static string Prefix(int candidate) => $"candidate{candidate}.";

    /// <summary>The name of the output with a statistic's next value.</summary>
    public static string Next(string statistic) => statistic + ".next";

    /// <summary>Adds the layers and returns the outputs [N, K].</summary>
    /// <param name="graph">The graph; the parameters are declared as its inputs.</param>
    /// <param name="plan">The head.</param>
    /// <param name="candidate">The candidate's number.</param>
    /// <param name="features">The features [N, D].</param>
    /// <param name="rows">N in training, where the dropout masks and batch statistics need it; null in prediction.</param>
    public static string Add(GraphBuilder graph, HeadPlan plan, int candidate, string features, int? rows)
    {
        foreach (var (name, _, shape) in Parameters(plan, candidate))
        {
            graph.Input(name, DataType.Float, shape.Select(d => (long?)d));
        }

        var values = plan.Grid is { } grid ? grid.AddCells(graph, features, plan.Features) : features;
        for (var layer = 0; layer < plan.Layers; layer++)
        {
            var (weight, bias) = (Name(candidate, layer, "weight"), Name(candidate, layer, "bias"));
            values = plan.Columns(layer) == plan.Widths[layer + 1]
                ? graph.Node("Gemm", [values, weight, bias])
                : graph.Node("Add", [graph.Node("MatMul", [values, weight]), bias]);
            if (plan.IsHidden(layer))
            {
                values = plan.Options.BatchNormalization ? AddNorm(graph, candidate, layer, values, rows is not null) : values;
                values = graph.Node("Relu", [values]);
                values = plan.Options.Dropout > 0 && rows is { } count ? AddDropout(graph, candidate, layer, values, count * plan.Cells, plan.Widths[layer + 1]) : values;
            }
        }

        return plan.Grid is null ? values : graph.Node("Reshape", [values, graph.Longs("outputs", -1, plan.Outputs)]);
    }

    private static string AddNorm(GraphBuilder graph, int candidate, int layer, string values, bool training)
    {
        var parts = new[] { "norm.scale", "norm.shift", "norm.mean", "norm.variance" }.Select(part => Name(candidate, layer, part)).ToArray();
        var output = graph.Fresh("normalised");
        if (!training)
        {
            return graph.Node("BatchNormalization", [values, .. parts], [("epsilon", NormEpsilon)], output);
        }

        graph.Node(
            "BatchNormalization", [values, .. parts], [("epsilon", NormEpsilon), ("momentum", NormMomentum), ("training_mode", 1L)],
            [output, Next(parts[2]), Next(parts[3])]);
        return output;
    }

    private static string AddDropout(GraphBuilder graph, int candidate, int layer, string values, int rows, int width)
    {
        var mask = graph.Input(Name(candidate, layer, "mask"), DataType.Float, rows, width);
        return graph.Node("Mul", [values, mask]);
    }
}
