using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Operators of one input that treat each value by itself, and bounds.</summary>
internal static class ActivationCases
{
    private static readonly (string Operator, string Name, (string, object)[] Attributes)[] Signed =
    [
        ("Abs", "", []), ("Neg", "", []), ("Relu", "", []), ("Exp", "", []), ("Reciprocal", "", []), ("Sigmoid", "", []), ("Tanh", "", []),
        ("Erf", "", []), ("Softplus", "", []), ("Softsign", "", []), ("HardSwish", "", []), ("HardSigmoid", "", []), ("Elu", "", []),
        ("LeakyRelu", "", []), ("Identity", "", []), ("Dropout", "", []),
        ("HardSigmoid", "slope and offset", [("alpha", 1 / 6f), ("beta", 0.4f)]), ("Elu", "alpha", [("alpha", 0.3f)]),
        ("LeakyRelu", "alpha", [("alpha", 0.2f)]), ("LeakyRelu", "alpha above 1", [("alpha", 1.5f)]),
        ("LeakyRelu", "negative alpha", [("alpha", -0.5f)]), ("Cast", "to its own type", [("to", 1L)]),
    ];

    private static readonly (string Name, float? Low, float? High)[] Bounds =
    [
        ("both bounds", 0, 3), ("low bound", -0.5f, null), ("high bound", null, 0.5f), ("no bound", null, null),
        ("bounds beyond all values", -9, 9), ("infinite high bound", 0, float.PositiveInfinity), ("infinite bounds", float.NegativeInfinity, float.PositiveInfinity),
        ("greatest float as bound", 0, float.MaxValue), ("floats' whole range", float.MinValue, float.MaxValue),
    ];

    public static IEnumerable<RuleCase> All()
    {
        foreach (var (type, name, attributes) in Signed)
        {
            foreach (var found in Both(type, name, () => new GradientCheck().Wide("x", 2, 3, 2, 3), (graph, x) => graph.Node(type, [x], attributes)))
            {
                yield return found;
            }
        }

        foreach (var type in (string[])["Sqrt", "Log"])
        {
            foreach (var found in Both(type, "", () => new GradientCheck().Positive("x", 2, 3, 2, 3), (graph, x) => graph.Node(type, [x])))
            {
                yield return found;
            }
        }

        foreach (var approximate in (string[])["none", "tanh"])
        {
            foreach (var found in Both("Gelu", approximate, () => new GradientCheck().OperatorSet(20).Input("x", 2, 3, 2, 3), (graph, x) =>
                graph.Node("Gelu", [x], [("approximate", approximate)])))
            {
                yield return found;
            }
        }

        foreach (var (name, low, high) in Bounds)
        {
            foreach (var found in Both("Clip", name, () => new GradientCheck().Wide("x", 2, 3, 2, 3), (graph, x) =>
                graph.Node("Clip", [x, Bound(graph, low), Bound(graph, high)])))
            {
                yield return found;
            }

            foreach (var found in Both("Clip", $"{name} as attributes", () => new GradientCheck().OperatorSet(10).Wide("x", 2, 3, 2, 3), (graph, x) =>
                graph.Node("Clip", [x], [.. Attribute("min", low), .. Attribute("max", high)])))
            {
                yield return found;
            }
        }

        yield return new("Clip", "values on the bound", new GradientCheck().Input("x", 4), graph =>
            graph.Node("Add", ["x", graph.Node("Clip", [graph.Node("Sub", ["x", "x"]), graph.Scalar(0), graph.Scalar(float.PositiveInfinity)])]));
        yield return new("Cast", "to double and back", new GradientCheck().Input("x", 4, 3), graph =>
            graph.Node("Cast", [graph.Node("Cast", ["x"], [("to", 11L)])], [("to", 1L)]));
        yield return new("CastLike", "", new GradientCheck().Input("x", 4, 3).Input("y", 2), graph =>
            graph.Node("Mul", [graph.Node("CastLike", ["x", "y"]), graph.Node("ReduceSum", ["y"], [("keepdims", 0L)])]));
        yield return new("Dropout", "ratio as an attribute", new GradientCheck().OperatorSet(11).Input("x", 4, 3), graph =>
            graph.Node("Dropout", ["x"], [("ratio", 0.5f)]));
        yield return new("Dropout", "ratio as an input", new GradientCheck().Input("x", 4, 3), graph =>
            graph.Node("Dropout", ["x", graph.Constant(Tensors.FromFloats("ratio", [0.5f], []))]));
    }

    /// <summary>The same operator plain and behind a convolution.</summary>
    private static IEnumerable<RuleCase> Both(string type, string name, Func<GradientCheck> check, Func<GraphBuilder, string, string> build) =>
    [
        new(type, $"{name} plain", check(), graph => build(graph, "x")),
        new(type, $"{name} in rows", check().Weight("x", 3), graph => build(graph, graph.Rows("x"))),
    ];

    private static string Bound(GraphBuilder graph, float? bound) =>
        bound is { } value ? graph.Constant(Tensors.FromFloats("bound", [value], [])) : "";

    private static IEnumerable<(string, object)> Attribute(string name, float? value) => value is { } given ? [(name, given)] : [];
}
