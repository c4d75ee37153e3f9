namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Sums, means and maxima over axes, given as attributes and as inputs.</summary>
internal static class ReductionCases
{
    private static readonly long[][] Axes = [[0], [1], [-1], [0, 2], [2, 0], [0, 1, 2]];

    private static readonly long[][] AxesOfMaps = [[2, 3], [3, 2], [-1, -2], [1], [0], [3], [0, 2, 3], [1, 2, 3]];

    public static IEnumerable<RuleCase> All()
    {
        foreach (var type in (string[])["ReduceSum", "ReduceMean", "ReduceMax"])
        {
            foreach (var keeps in (long[])[0, 1])
            {
                foreach (var axes in Axes)
                {
                    var name = $"axes {string.Join(' ', axes)} keepdims {keeps}";
                    yield return new(type, $"{name} as an attribute", new GradientCheck().OperatorSet(11).Input("x", 4, 3, 2), graph =>
                        graph.Node(type, ["x"], [("axes", axes), ("keepdims", keeps)]));
                    yield return new(type, $"{name} as an input", new GradientCheck().OperatorSet(18).Input("x", 4, 3, 2), graph =>
                        graph.Node(type, ["x", graph.Longs("axes", axes)], [("keepdims", keeps)]));
                }

                foreach (var axes in AxesOfMaps)
                {
                    yield return new(type, $"axes {string.Join(' ', axes)} of rows, keepdims {keeps}", new GradientCheck().OperatorSet(18).Input("x", 2, 3, 2, 3).Weight("x", 3), graph =>
                        graph.Node(type, [graph.Rows("x"), graph.Longs("axes", axes)], [("keepdims", keeps)]));
                }

                yield return new(type, $"no axes, keepdims {keeps}", new GradientCheck().OperatorSet(11).Input("x", 4, 3), graph =>
                    graph.Node(type, ["x"], [("keepdims", keeps)]));
                yield return new(type, $"no axes, operator set 18, keepdims {keeps}", new GradientCheck().OperatorSet(18).Input("x", 4, 3), graph =>
                    graph.Node(type, ["x"], [("keepdims", keeps)]));
            }

            yield return new(type, "no axes: nothing to do", new GradientCheck().OperatorSet(18).Input("x", 4, 3), graph =>
                graph.Node(type, [graph.Node("Neg", ["x"])], [("noop_with_empty_axes", 1L)]));
            yield return new(type, "no axes, of rows", new GradientCheck().Input("x", 2, 3, 2, 3).Weight("x", 3), graph => graph.Node(type, [graph.Rows("x")]));
        }

        yield return new("ReduceSum", "operator set 13", new GradientCheck().OperatorSet(13).Input("x", 4, 3), graph => graph.Node("ReduceSum", ["x", graph.Longs("axes", 1)]));
    }
}
