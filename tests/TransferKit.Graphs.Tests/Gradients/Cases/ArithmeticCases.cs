using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Gradients.Cases;

/// <summary>Operators of several inputs, with every kind of broadcasting.</summary>
internal static class ArithmeticCases
{
    private static readonly string[] Types = ["Add", "Sub", "Mul", "Div", "Max", "Min", "Sum"];

    private static readonly (string Name, long[] Left, long[] Right)[] Plain =
    [
        ("equal shapes", [4, 3], [4, 3]), ("last axis", [4, 3], [3]), ("last axis first", [3], [4, 3]), ("both ways", [4, 1], [2, 1, 3]),
        ("scalar", [5, 4], []), ("maps outside of convolutions", [2, 3, 2, 2], [3, 1, 1]),
    ];

    // Beside rows of a map [2, 3, 2, 3].
    private static readonly (string Name, long[] Other)[] BesideRows =
    [
        ("scalar", []), ("one value", [1]), ("one value of four axes", [1, 1, 1, 1]), ("channel", [1, 3, 1, 1]), ("channel of three axes", [3, 1, 1]),
        ("gate", [2, 3, 1, 1]), ("image", [2, 1, 1, 1]), ("position", [1, 1, 2, 3]), ("position of two axes", [2, 3]), ("position and channel", [1, 3, 2, 3]),
        ("position and channel of three axes", [3, 2, 3]), ("one gate a position", [2, 1, 2, 3]), ("whole map", [2, 3, 2, 3]),
        ("column of the map", [2, 3, 2, 1]), ("row of the map", [3]), ("more axes", [2, 1, 1, 1, 1]),
    ];

    // Maps where axes of size 1 could be taken for another kind of operand.
    private static readonly (string Name, long[] Map, long[] Other)[] Narrow =
    [
        ("one image, three axes", [1, 3, 2, 2], [3, 2, 2]), ("one image, channel", [1, 3, 2, 2], [3, 1, 1]), ("one image, channel of four axes", [1, 3, 2, 2], [1, 3, 1, 1]),
        ("one position", [2, 3, 1, 1], [2, 3, 1, 1]), ("one position, channel", [2, 3, 1, 1], [3, 1, 1]), ("one position, one image", [1, 3, 1, 1], [3, 1, 1]),
        ("one channel", [2, 1, 2, 3], [2, 3, 2, 3]), ("one channel, position", [2, 1, 2, 3], [2, 3]), ("one row", [2, 3, 1, 4], [4]), ("one column", [2, 3, 4, 1], [4, 1]),
        ("one position, more positions", [2, 3, 1, 1], [2, 3, 2, 2]), ("one image, more images", [1, 3, 2, 2], [2, 3, 2, 2]),
    ];

    public static IEnumerable<RuleCase> All()
    {
        foreach (var type in Types)
        {
            foreach (var (name, left, right) in Plain)
            {
                yield return new(type, name, new GradientCheck().Input("a", left).Input("b", right), graph => graph.Node(type, ["a", "b"]));
            }

            // They share what brings operands to rows: every kind for some, a few kinds for each.
            var all = type is "Add" or "Mul" or "Div";
            foreach (var (name, other) in BesideRows.Where(kind => all || kind.Name is "channel" or "gate" or "position and channel" or "column of the map"))
            {
                yield return Beside(type, $"rows and {name}", [2, 3, 2, 3], other, false);
                yield return Beside(type, $"{name} and rows", [2, 3, 2, 3], other, true);
            }

            foreach (var (name, map, other) in Narrow.Where(kind => all || kind.Name is "one image, three axes"))
            {
                yield return Beside(type, $"rows of {name}", map, other, false);
            }

            yield return new(type, "rows and rows", new GradientCheck().Input("x", 2, 3, 2, 3).Weight("x", 3).Input("y", 2, 3, 2, 3).Weight("y", 3), graph =>
                graph.Node(type, [graph.Rows("x"), graph.Rows("y")]));
            yield return new(type, "rows and their gate", new GradientCheck().Positive("x", 2, 3, 2, 3).Weight("x", 3), graph =>
            {
                var rows = graph.Rows("x");
                return graph.Node(type, [rows, graph.Node("Sigmoid", [graph.Node("GlobalAveragePool", [rows])])]);
            });
        }

        foreach (var type in (string[])["Max", "Min", "Sum"])
        {
            yield return new(type, "three operands", new GradientCheck().Input("a", 4, 3).Input("b", 3).Input("c", 4, 1), graph => graph.Node(type, ["a", "b", "c"]));
            yield return new(type, "three operands, rows", new GradientCheck().Input("x", 2, 3, 2, 3).Weight("x", 3).Input("b", 3, 1, 1).Input("c", 2, 3), graph =>
                graph.Node(type, [graph.Rows("x"), "b", "c"]));
            yield return new(type, "one operand", new GradientCheck().Input("a", 4, 3), graph => graph.Node(type, ["a"]));
        }

        foreach (var type in (string[])["Add", "Mul", "Div", "Sum"])
        {
            yield return new(type, "a tensor and itself", new GradientCheck().Input("x", 3).Input("y", 3), graph =>
                graph.Node("Add", [graph.Node(type, ["x", "x"]), graph.Node("Mul", ["x", "y"])]));
        }

        yield return new("Pow", "square", new GradientCheck().Input("x", 4, 3), graph => graph.Node("Pow", ["x", graph.Scalar(2)]));
        yield return new("Pow", "whole exponent of int64", new GradientCheck().Input("x", 4, 3), graph => graph.Node("Pow", ["x", graph.Constant(Tensors.FromLongs("cube", [3L]))]));
        yield return new("Pow", "rows", new GradientCheck().Positive("x", 2, 3, 2, 3).Weight("x", 3), graph => graph.Node("Pow", [graph.Rows("x"), graph.Scalar(-0.5f)]));
        yield return new("Pow", "an exponent a channel", new GradientCheck().Positive("x", 2, 3, 2, 3).Weight("x", 3), graph =>
            graph.Node("Pow", [graph.Rows("x"), graph.Numbers([3, 1, 1], 0.5f, 2, -1)]));
        yield return new("Pow", "a trained exponent", new GradientCheck().Positive("x", 2, 3, 2, 3).Weight("x", 3).Positive("p", 1), graph => graph.Node("Pow", [graph.Rows("x"), "p"]));
        yield return new("Pow", "more exponents than bases", new GradientCheck().Positive("x", 3), graph => graph.Node("Pow", ["x", graph.Numbers([2, 1], 0.5f, 3)]));
    }

    private static RuleCase Beside(string type, string name, long[] map, long[] other, bool first) =>
        new(type, name, new GradientCheck().Input("x", map).Weight("x", map[1]).Input("b", other), graph =>
            first ? graph.Node(type, ["b", graph.Rows("x")]) : graph.Node(type, [graph.Rows("x"), "b"]));
}
