using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Slices and splits, by attributes and by inputs.</summary>
internal static class SliceCases
{
    private static readonly (string Name, long[] Starts, long[] Ends, long[]? Axes, long[]? Steps)[] Slices =
    [
        ("one axis", [1], [3], [1], null), ("first axis", [1], [3], [0], null), ("several axes", [1, 0], [3, 1], [0, 2], null), ("no axes", [1, 0, 1], [3, 2, 2], null, null),
        ("from the end", [-2], [long.MaxValue], [1], null), ("negative axis", [0], [-1], [-1], null), ("every other", [0], [4], [0], [2]),
        ("channels by steps", [0], [3], [1], [2]), ("steps that leave a rest", [1], [4], [0], [2]), ("backwards", [-1], [long.MinValue], [0], [-1]),
        ("backwards by steps", [3], [0], [0], [-2]), ("everything", [0], [long.MaxValue], [1], null),
    ];

    public static IEnumerable<RuleCase> All()
    {
        foreach (var (name, starts, ends, axes, steps) in Slices)
        {
            string Slice(GraphBuilder graph, string x) => graph.Node("Slice", [
                x, graph.Longs("starts", starts), graph.Longs("ends", ends),
                .. axes is null ? (string[])[] : [graph.Longs("axes", axes)],
                .. steps is null ? (string[])[] : [graph.Longs("steps", steps)]]);
            yield return new("Slice", name, new GradientCheck().Input("x", 4, 3, 2), graph => Slice(graph, "x"));
            yield return new("Slice", $"{name}, rows", new GradientCheck().Input("x", 4, 3, 2, 2).Weight("x", 3), graph => Slice(graph, graph.Rows("x")));
            // ONNX Runtime does not know the shape where axes of the attribute are negative.
            if (steps is null && axes is not [< 0])
            {
                yield return new("Slice", $"{name}, attributes", new GradientCheck().OperatorSet(9).Input("x", 4, 3, 2), graph =>
                    graph.Node("Slice", ["x"], [("starts", starts), ("ends", ends), .. axes is null ? ((string, object)[])[] : [("axes", axes)]]));
            }
        }

        yield return Split("uneven, attribute", 11, [4, 3, 2], 0, (graph, x, parts) => graph.Node("Split", [x], [("split", new[] { 1L, 3 })], parts));
        yield return Split("uneven, input", 17, [4, 3, 2], 0, (graph, x, parts) => graph.Node("Split", [x, graph.Longs("split", 1, 3)], null, parts));
        yield return Split("even", 17, [2, 3, 4], -1, (graph, x, parts) => graph.Node("Split", [x], [("axis", -1L)], parts));
        yield return Split("uneven, by number", 18, [2, 3, 3], 2, (graph, x, parts) => graph.Node("Split", [x], [("axis", 2L), ("num_outputs", 2L)], parts));
        foreach (var axis in (long[])[1, -3, 2])
        {
            yield return Split($"rows, axis {axis}", 17, [2, 3, 3, 2], axis, (graph, x, parts) => graph.Node("Split", [x, graph.Longs("split", 1, 2)], [("axis", axis)], parts));
        }

        yield return new("Split", "one part unread", new GradientCheck().Input("x", 4, 3), graph =>
        {
            graph.Node("Split", ["x", graph.Longs("split", 1, 3)], null, ["unread", "rest"]);
            return "rest";
        });
    }

    // Both parts count, each in its own way.
    private static RuleCase Split(string name, int version, long[] shape, long axis, Action<GraphBuilder, string, string[]> split)
    {
        var check = new GradientCheck().OperatorSet(version).Input("x", shape);
        return new("Split", name, shape.Length == 4 ? check.Weight("x", shape[1]) : check, graph =>
        {
            split(graph, shape.Length == 4 ? graph.Rows("x") : "x", ["one", "two"]);
            return graph.Node("Concat", [graph.Node("Neg", ["two"]), "one", "two"], [("axis", axis)]);
        });
    }
}
