namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Pools of every padding and rounding.</summary>
internal static class PoolCases
{
    private static readonly (string Name, long[] Map, (string, object)[] Attributes)[] Both =
    [
        ("2 by 2", [2, 3, 4, 4], [("kernel_shape", new[] { 2L, 2 }), ("strides", new[] { 2L, 2 })]),
        ("overlapping", [2, 2, 7, 6], [("kernel_shape", new[] { 3L, 3 }), ("strides", new[] { 2L, 2 }), ("pads", new[] { 1L, 1, 1, 1 })]),
        ("unit strides", [1, 2, 4, 5], [("kernel_shape", new[] { 3L, 3 }), ("pads", new[] { 1L, 1, 1, 1 })]),
        ("no strides given", [1, 2, 4, 5], [("kernel_shape", new[] { 2L, 3 })]),
        ("uneven padding", [1, 2, 6, 5], [("kernel_shape", new[] { 3L, 2 }), ("strides", new[] { 2L, 1 }), ("pads", new[] { 1L, 0, 0, 1 })]),
        ("ceil_mode", [1, 2, 6, 6], [("kernel_shape", new[] { 3L, 3 }), ("strides", new[] { 2L, 2 }), ("ceil_mode", 1)]),
        ("ceil_mode, padded", [1, 2, 7, 6], [("kernel_shape", new[] { 3L, 3 }), ("strides", new[] { 2L, 2 }), ("pads", new[] { 1L, 1, 1, 1 }), ("ceil_mode", 1)]),
        ("SAME_UPPER", [1, 2, 6, 5], [("kernel_shape", new[] { 3L, 2 }), ("strides", new[] { 2L, 2 }), ("auto_pad", "SAME_UPPER")]),
        ("SAME_LOWER", [1, 2, 6, 5], [("kernel_shape", new[] { 3L, 2 }), ("strides", new[] { 2L, 2 }), ("auto_pad", "SAME_LOWER")]),
        ("VALID", [1, 2, 6, 5], [("kernel_shape", new[] { 3L, 2 }), ("strides", new[] { 2L, 2 }), ("auto_pad", "VALID")]),
    ];

    public static IEnumerable<RuleCase> All()
    {
        foreach (var (name, map, attributes) in Both)
        {
            yield return Pool("MaxPool", name, map, attributes, 12);
            yield return Pool("AveragePool", name, map, attributes, 11);
            yield return Pool("AveragePool", $"{name}, padding counts", map, [.. attributes, ("count_include_pad", 1)], 17);
        }

        (string, object)[] dilated = [("kernel_shape", new[] { 2L, 3 }), ("dilations", new[] { 2L, 2 }), ("pads", new[] { 1L, 2, 1, 2 })];
        yield return Pool("MaxPool", "dilated", [1, 2, 6, 7], dilated, 12);
        yield return Pool("AveragePool", "dilated", [1, 2, 6, 7], dilated, 19);
        yield return Pool("AveragePool", "dilated, padding counts", [1, 2, 6, 7], [.. dilated, ("count_include_pad", 1)], 19);

        foreach (var type in (string[])["GlobalAveragePool", "GlobalMaxPool"])
        {
            yield return new(type, "plain", new GradientCheck().Input("x", 2, 3, 3, 2), graph => graph.Node(type, ["x"]));
            yield return new(type, "rows", new GradientCheck().Input("x", 2, 3, 3, 2).Weight("x", 3), graph => graph.Node(type, [graph.Rows("x")]));
            yield return new(type, "one position", new GradientCheck().Input("x", 2, 3, 1, 1).Weight("x", 3), graph => graph.Node("Flatten", [graph.Node(type, [graph.Rows("x")])]));
        }
    }

    private static RuleCase Pool(string type, string name, long[] map, (string, object)[] attributes, int version) =>
        new(type, name, new GradientCheck().OperatorSet(version).Input("x", map), graph => graph.Node(type, ["x"], attributes));
}
