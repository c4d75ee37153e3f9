using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Operators that move values and change none.</summary>
internal static class ShapeCases
{
    public static IEnumerable<RuleCase> All()
    {
        yield return Plain("Reshape", "", [4, 3], (graph, x) => graph.Node("Reshape", [x, graph.Longs("shape", 2, 6)]));
        yield return Plain("Reshape", "kept and inferred sizes", [4, 3, 2], (graph, x) => graph.Node("Reshape", [x, graph.Longs("shape", 0, -1)]));
        yield return Rows("Reshape", "tokens of a map", (graph, x) => graph.Node("Reshape", [x, graph.Longs("shape", 2, 3, 6)]));
        yield return Rows("Reshape", "its own shape", (graph, x) => graph.Node("Reshape", [x, graph.Longs("shape", 2, 3, 2, 3)]));
        yield return Rows("Reshape", "channel shuffle", (graph, x) =>
        {
            var apart = graph.Node("Reshape", [x, graph.Longs("shape", 2, 3, 1, 2, 3)]);
            var turned = graph.Node("Transpose", [apart], [("perm", new[] { 0L, 2, 1, 3, 4 })]);
            return graph.Node("Conv", [graph.Node("Reshape", [turned, graph.Longs("shape", 2, 3, 2, 3)]), "x.weight"], [("group", 3)]);
        });
        foreach (var axis in (long[])[0, 1, 2, -1])
        {
            yield return Plain("Flatten", $"axis {axis}", [2, 3, 2], (graph, x) => graph.Node("Flatten", [x], [("axis", axis)]));
        }

        yield return Rows("Flatten", "", (graph, x) => graph.Node("Flatten", [x]));
        yield return Plain("Squeeze", "attribute", [2, 1, 3, 1], (graph, x) => graph.Node("Squeeze", [x], [("axes", new[] { 1L, -1 })]), 11);
        yield return Plain("Squeeze", "input", [2, 1, 3, 1], (graph, x) => graph.Node("Squeeze", [x, graph.Longs("axes", 1)]));
        yield return Plain("Squeeze", "all", [2, 1, 3, 1], (graph, x) => graph.Node("Squeeze", [x]));
        yield return Rows("Squeeze", "pooled", (graph, x) => graph.Node("Squeeze", [graph.Node("GlobalAveragePool", [x]), graph.Longs("axes", 2, 3)]));
        yield return Plain("Unsqueeze", "attribute", [2, 3], (graph, x) => graph.Node("Unsqueeze", [x], [("axes", new[] { 0L, 3 })]), 11);
        yield return Plain("Unsqueeze", "input", [2, 3], (graph, x) => graph.Node("Unsqueeze", [x, graph.Longs("axes", -1)]));
        yield return Plain("Transpose", "", [2, 3, 4], (graph, x) => graph.Node("Transpose", [x], [("perm", new[] { 1L, 2, 0 })]));
        yield return Plain("Transpose", "reversed", [2, 3, 4], (graph, x) => graph.Node("Transpose", [x]));
        yield return Rows("Transpose", "", (graph, x) => graph.Node("Transpose", [x], [("perm", new[] { 0L, 2, 3, 1 })]));
        yield return Plain("Expand", "", [3, 1], (graph, x) => graph.Node("Expand", [x, graph.Longs("shape", 2, 1, 4)]));
        yield return Plain("Expand", "class token", [1, 1, 4], (graph, x) => graph.Node("Expand", [x, graph.Longs("shape", 3, 1, 1)]));
        yield return Rows("Expand", "", (graph, x) => graph.Node("Expand", [graph.Node("GlobalAveragePool", [x]), graph.Longs("shape", 2, 3, 2, 2)]));

        foreach (var axis in (long[])[0, 1, -1])
        {
            yield return new("Concat", $"axis {axis}", new GradientCheck().Input("a", 2, 3, 2).Input("b", axis == 0 ? [4, 3, 2] : axis == 1 ? [2, 1, 2] : [2, 3, 5]), graph =>
                graph.Node("Concat", ["a", "b"], [("axis", axis)]));
        }

        foreach (var axis in (long[])[1, -3, 0, 2, -1])
        {
            yield return new("Concat", $"rows, axis {axis}", new GradientCheck().Input("x", 2, 3, 2, 3).Weight("x", 3).Input("y", 2, 3, 2, 3).Weight("y", 3), graph =>
                graph.Node("Concat", [graph.Rows("x"), graph.Rows("y")], [("axis", axis)]));
        }

        yield return new("Concat", "rows and plain", new GradientCheck().Input("x", 2, 3, 2, 3).Weight("x", 3).Input("y", 2, 1, 2, 3), graph =>
            graph.Node("Concat", ["y", graph.Rows("x"), "y"], [("axis", 1L)]));

        foreach (var (axis, table) in ((long, long[])[])[(0, [1, 3, 1, 1, 0]), (1, [2, 0]), (-1, [1]), (1, [-1, -3, 2])])
        {
            yield return Plain("Gather", $"axis {axis} of {string.Join(' ', table)}", [4, 3, 2], (graph, x) => graph.Node("Gather", [x, graph.Longs("table", table)], [("axis", axis)]));
        }

        yield return Plain("Gather", "a scalar index", [2, 3, 4], (graph, x) => graph.Node("Gather", [x, graph.Constant(Tensors.FromLongs("token", [0L]))], [("axis", 1L)]));
        yield return Plain("Gather", "a table of two axes", [3, 4], (graph, x) => graph.Node("Gather", [x, graph.Constant(Tensors.FromLongs("table", [0L, 2, 1, 1], 2, 2))], [("axis", 0L)]));
        yield return Plain("Gather", "two gathers of one tensor", [5, 2], (graph, x) => graph.Node("Add", [
            graph.Node("Gather", [x, graph.Longs("table", 1, 2)]), graph.Node("Gather", [x, graph.Longs("table", 4, 4)])]));
        yield return Rows("Gather", "channels", (graph, x) => graph.Node("Gather", [x, graph.Longs("table", 2, 0, 2)], [("axis", 1L)]));
        yield return Rows("Gather", "rows of the map", (graph, x) => graph.Node("Gather", [x, graph.Longs("table", 1)], [("axis", 2L)]));

        yield return Plain("Pad", "attribute", [2, 3], (graph, x) => graph.Node("Pad", [x], [("pads", new[] { 1L, 0, 2, 1 }), ("value", 0.5f)]), 10);
        yield return Plain("Pad", "inputs", [2, 3], (graph, x) => graph.Node("Pad", [x, graph.Longs("pads", 1, 0, 2, 1), graph.Scalar(0.5f)]));
        yield return Plain("Pad", "axes as an input", [2, 3, 2], (graph, x) => graph.Node("Pad", [x, graph.Longs("pads", 1, 2), "", graph.Longs("axes", -2)]), 18);
        yield return Plain("Pad", "cut away", [4, 5], (graph, x) => graph.Node("Pad", [x, graph.Longs("pads", -1, 1, 0, -2)]));
        yield return Plain("Pad", "nothing", [2, 3], (graph, x) => graph.Node("Pad", [graph.Node("Neg", [x]), graph.Longs("pads", 0, 0, 0, 0)]));
        yield return Rows("Pad", "map", (graph, x) => graph.Node("Pad", [x, graph.Longs("pads", 0, 0, 1, 2, 0, 0, 0, 1)]));
        yield return Rows("Pad", "channels", (graph, x) => graph.Node("Pad", [x, graph.Longs("pads", 0, 1, 0, 0, 0, 2, 0, 0)]));
        foreach (var mode in (string[])["reflect", "edge"])
        {
            yield return Rows("Pad", mode, (graph, x) => graph.Node("Pad", [x, graph.Longs("pads", 0, 0, 1, 2, 0, 0, 0, 1)], [("mode", mode)]));
        }
    }

    private static RuleCase Plain(string type, string name, long[] shape, Func<GraphBuilder, string, string> build, int version = 17) =>
        new(type, $"{name} plain", new GradientCheck().OperatorSet(version).Input("x", shape), graph => build(graph, "x"));

    private static RuleCase Rows(string type, string name, Func<GraphBuilder, string, string> build) =>
        new(type, $"{name} in rows", new GradientCheck().Input("x", 2, 3, 2, 3).Weight("x", 3), graph => build(graph, graph.Rows("x")));
}
