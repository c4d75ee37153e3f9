namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Every formulation of a convolution, and what a node may leave out or say otherwise.</summary>
internal static class ConvolutionCases
{
    // Map [N, C, H, W], weight, strides, pads, dilations, groups.
    private static readonly (string Strategy, long[] Map, long[] Weight, long[] Strides, long[] Pads, long[] Dilations, int Groups)[] Shapes =
    [
        ("pointwise", [2, 3, 4, 5], [4, 3, 1, 1], [1, 1], [0, 0, 0, 0], [1, 1], 1),
        ("pointwise", [2, 3, 5, 4], [4, 3, 1, 1], [2, 2], [0, 0, 0, 0], [1, 1], 1),
        ("gather", [2, 3, 4, 4], [2, 3, 1, 1], [1, 1], [1, 0, 0, 1], [1, 1], 1),
        ("gather", [2, 3, 5, 4], [2, 3, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 1),
        ("gather", [2, 3, 7, 6], [2, 3, 3, 3], [2, 2], [1, 1, 1, 1], [1, 1], 1),
        ("gather", [1, 2, 7, 7], [2, 2, 7, 7], [2, 2], [3, 3, 3, 3], [1, 1], 1),
        ("gather", [2, 2, 6, 6], [3, 2, 1, 5], [1, 1], [0, 2, 0, 2], [1, 1], 1),
        ("gather", [2, 2, 6, 6], [3, 2, 5, 1], [1, 2], [2, 0, 2, 0], [1, 1], 1),
        ("gather", [1, 2, 7, 7], [2, 2, 3, 3], [1, 1], [2, 2, 2, 2], [2, 2], 1),
        ("gather", [1, 2, 8, 7], [2, 2, 3, 2], [2, 1], [2, 0, 1, 1], [2, 3], 1),
        ("gather", [1, 2, 6, 6], [2, 2, 2, 2], [2, 2], [0, 0, 1, 1], [1, 1], 1),
        ("gather", [1, 2, 5, 5], [2, 2, 2, 2], [3, 3], [0, 0, 0, 0], [1, 1], 1),
        ("winograd-4", [2, 3, 7, 7], [2, 3, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 1),
        ("winograd-4", [1, 2, 6, 5], [3, 2, 3, 3], [1, 1], [0, 0, 0, 0], [1, 1], 1),
        ("winograd-2", [2, 3, 5, 4], [2, 3, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 1),
        ("winograd-2", [1, 2, 4, 6], [3, 2, 3, 3], [1, 1], [2, 1, 0, 1], [1, 1], 1),
        ("banded", [2, 3, 4, 5], [3, 1, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 3),
        ("banded", [2, 3, 5, 5], [3, 1, 5, 5], [2, 2], [2, 2, 2, 2], [1, 1], 3),
        ("taps", [2, 3, 4, 5], [3, 1, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 3),
        ("taps", [2, 3, 5, 6], [3, 1, 3, 3], [2, 2], [0, 0, 1, 1], [1, 1], 3),
        ("grouped", [2, 4, 4, 4], [6, 2, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 2),
        ("grouped", [2, 4, 5, 5], [8, 1, 3, 3], [2, 2], [1, 1, 1, 1], [1, 1], 4),
    ];

    public static IEnumerable<RuleCase> All()
    {
        foreach (var (strategy, map, weight, strides, pads, dilations, groups) in Shapes)
        {
            yield return new("Conv", $"{strategy} {string.Join('x', map)} by {string.Join('x', weight)} stride {strides[0]} {strides[1]} dilation {dilations[0]}",
                Inputs(map, weight).Input("b", weight[0]).Strategy("y", strategy), graph =>
                graph.Node("Conv", ["x", "w", "b"], [("strides", strides), ("pads", pads), ("dilations", dilations), ("group", groups)], "y"));
        }

        foreach (var padding in (string[])["SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET"])
        {
            foreach (var (stride, side) in ((long, long)[])[(1, 5), (2, 5), (2, 6), (3, 7)])
            {
                yield return new("Conv", $"auto_pad {padding} stride {stride} map {side}", Inputs([1, 2, side, side], [2, 2, 3, 2]), graph =>
                    graph.Node("Conv", ["x", "w"], [("auto_pad", padding), ("strides", new[] { stride, stride })]));
            }

            yield return new("Conv", $"auto_pad {padding} depthwise", Inputs([1, 3, 6, 6], [3, 1, 3, 3]), graph =>
                graph.Node("Conv", ["x", "w"], [("auto_pad", padding), ("strides", new[] { 2L, 2 }), ("group", 3)]));
        }

        yield return new("Conv", "chain of three", Inputs([2, 2, 6, 6], [4, 2, 3, 3]).Input("v", 4, 1, 3, 3).Input("u", 3, 4, 1, 1), graph =>
        {
            var pads = ("pads", (object)new[] { 1L, 1, 1, 1 });
            var deep = graph.Node("Conv", [graph.Node("Conv", ["x", "w"], [pads]), "v"], [pads, ("group", 4), ("strides", new[] { 2L, 2 })]);
            return graph.Node("Conv", [deep, "u"]);
        });
        yield return new("Conv", "one weight read twice", Inputs([2, 2, 5, 5], [2, 2, 3, 3]), graph =>
        {
            var pads = ("pads", (object)new[] { 1L, 1, 1, 1 });
            return graph.Node("Conv", [graph.Node("Conv", ["x", "w"], [pads]), "w"], [pads, ("strides", new[] { 2L, 2 })]);
        });
        yield return new("Conv", "a weight that is computed", Inputs([2, 2, 4, 4], [2, 2, 3, 3]), graph =>
            graph.Node("Conv", ["x", graph.Node("Mul", ["w", "w"])]));
    }

    private static GradientCheck Inputs(long[] map, long[] weight) => new GradientCheck().Input("x", map).Input("w", weight);
}
