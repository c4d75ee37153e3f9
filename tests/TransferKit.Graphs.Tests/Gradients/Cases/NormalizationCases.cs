using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Batch and layer normalisation, softmax.</summary>
internal static class NormalizationCases
{
    public static IEnumerable<RuleCase> All()
    {
        // Folded where the weight has fewer values than the map, beside it where it has more.
        yield return Batch("folded into a convolution", [2, 3, 5, 5], graph => Frozen(graph, graph.Node("Conv", ["x", "w"], [("pads", new[] { 1L, 1, 1, 1 })])), [3, 3, 3, 3]);
        yield return Batch("folded into a convolution with a bias", [2, 3, 5, 5], graph =>
            Frozen(graph, graph.Node("Conv", ["x", "w", "b"])), [3, 3, 1, 1], [3]);
        yield return Batch("folded into a depthwise convolution", [2, 3, 5, 5], graph => Frozen(graph, graph.Node("Conv", ["x", "w"], [("group", 3)])), [3, 1, 3, 3]);
        yield return Batch("folded into a grouped convolution", [2, 6, 5, 5], graph => Frozen(graph, graph.Node("Conv", ["x", "w"], [("group", 3)])), [3, 2, 3, 3]);
        yield return Batch("behind a convolution of many weights", [1, 3, 3, 3], graph => Frozen(graph, graph.Node("Conv", ["x", "w"])), [3, 3, 3, 3]);
        yield return Batch("behind a convolution that is read twice", [2, 3, 4, 4], graph =>
            graph.Node("Conv", ["x", "w"]) is var map ? graph.Node("Add", [Frozen(graph, map), map]) : "", [3, 3, 1, 1]);
        yield return Batch("frozen, of a map", [2, 3, 2, 2], graph => Frozen(graph, graph.Node("Relu", ["x"])));
        yield return Batch("frozen, of features", [4, 3], graph => Frozen(graph, "x"));
        yield return Batch("frozen, of operator set 9", [4, 3], graph => Frozen(graph, "x"), version: 9);
        yield return Batch("statistics of the batch, map", [2, 3, 3, 2], graph => OfBatch(graph, "x"));
        yield return Batch("statistics of the batch, behind a convolution", [2, 3, 3, 2], graph => OfBatch(graph, graph.Node("Conv", ["x", "w"])), [3, 3, 1, 1]);
        yield return Batch("statistics of the batch, features", [6, 3], graph => OfBatch(graph, "x"));
        yield return Batch("the moving averages too", [6, 3], graph =>
            OfBatch(graph, "x") is var y ? graph.Node("Add", [graph.Node("Mul", [y, "moved_mean"]), "moved_variance"]) : "");

        foreach (var (name, shape, normalised, axis) in ((string, long[], long[], long)[])[
            ("last axis", [2, 3, 4], [4], -1), ("last axis by number", [2, 3, 4], [4], 2), ("last two axes", [2, 3, 4], [3, 4], 1),
            ("all but images, of a map", [2, 3, 2, 2], [3, 2, 2], -3), ("features", [4, 3], [3], -1)])
        {
            yield return new("LayerNormalization", name, new GradientCheck().Input("x", shape).Input("scale", normalised).Input("bias", normalised), graph =>
                graph.Node("LayerNormalization", ["x", "scale", "bias"], [("axis", axis), ("epsilon", 1e-3f)]));
            yield return new("LayerNormalization", $"{name}, no bias", new GradientCheck().Input("x", shape).Input("scale", normalised), graph =>
                graph.Node("LayerNormalization", ["x", "scale"], [("axis", axis)]));
        }

        yield return new("LayerNormalization", "of a map, channels last", new GradientCheck().Input("x", 2, 3, 2, 2).Weight("x", 3).Input("scale", 3), graph =>
        {
            var last = graph.Node("Transpose", [graph.Rows("x")], [("perm", new[] { 0L, 2, 3, 1 })]);
            return graph.Node("Transpose", [graph.Node("LayerNormalization", [last, "scale"])], [("perm", new[] { 0L, 3, 1, 2 })]);
        });
        yield return new("ReduceMean", "layer normalisation taken apart", new GradientCheck().OperatorSet(13).Input("x", 2, 3, 4).Input("scale", 4).Input("bias", 4), graph =>
        {
            string Mean(string tensor) => graph.Node("ReduceMean", [tensor], [("axes", new[] { -1L })]);
            var centred = graph.Node("Sub", ["x", Mean("x")]);
            var variance = Mean(graph.Node("Pow", [centred, graph.Scalar(2)]));
            var normalised = graph.Node("Div", [centred, graph.Node("Sqrt", [graph.Node("Add", [variance, graph.Scalar(1e-5f)])])]);
            return graph.Node("Add", [graph.Node("Mul", [normalised, "scale"]), "bias"]);
        });

        foreach (var type in (string[])["Softmax", "LogSoftmax"])
        {
            foreach (var (axis, version) in ((long?, int)[])[(-1, 17), (null, 17), (1, 17), (0, 17), (2, 11), (null, 11), (1, 11), (0, 11), (-2, 11)])
            {
                yield return new(type, $"axis {axis?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "left out"}, operator set {version}",
                    new GradientCheck().OperatorSet(version).Input("x", 2, 3, 4), graph => graph.Node(type, ["x"], axis is { } given ? [("axis", given)] : []));
            }

            yield return new(type, "features, operator set 11", new GradientCheck().OperatorSet(11).Input("x", 3, 4), graph => graph.Node(type, ["x"]));
            yield return new(type, "channels of rows", new GradientCheck().Input("x", 2, 3, 2, 2).Weight("x", 3), graph => graph.Node(type, [graph.Rows("x")], [("axis", 1L)]));
        }
    }

    private static RuleCase Batch(string name, long[] shape, Func<GraphBuilder, string> build, long[]? weight = null, long[]? bias = null, int version = 17)
    {
        var check = new GradientCheck().OperatorSet(version).Input("x", shape).Input("scale", 3).Input("shift", 3);
        check = weight is null ? check : check.Input("w", weight);
        return new("BatchNormalization", name, bias is null ? check : check.Input("b", bias), build);
    }

    private static string Frozen(GraphBuilder graph, string x) =>
        graph.Node("BatchNormalization", [x, "scale", "shift", graph.Numbers([3], 0.1f, -0.2f, 0.3f), graph.Numbers([3], 0.5f, 1, 2)], [("epsilon", 1e-3f)]);

    private static string OfBatch(GraphBuilder graph, string x)
    {
        string[] inputs = [x, "scale", "shift", graph.Numbers([3], 0.1f, -0.2f, 0.3f), graph.Numbers([3], 0.5f, 1, 2)];
        graph.Node("BatchNormalization", inputs, [("training_mode", 1L), ("momentum", 0.8f)], ["normalised", "moved_mean", "moved_variance"]);
        return "normalised";
    }
}
