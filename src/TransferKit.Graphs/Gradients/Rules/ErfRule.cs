namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = erf(x): dx = dy 2 / sqrt(pi) exp(-x²).</summary>
internal sealed class ErfRule : UnaryRule
{
    // Beyond 6, 1 - erf(x) is below the precision of float64; up to there, 160 terms reach it.
    private const double Flat = 6;
    private const int Terms = 160;

    public override string OperatorType => "Erf";

    // 2 / sqrt(pi) x exp(-x²) (1 + 2x²/3 (1 + 2x²/5 (1 + ...))): Abramowitz and Stegun 7.1.6, all terms positive.
    protected override string InFloat64(GraphEmitter graph, string x)
    {
        var inside = graph.Node("Clip", [x, graph.Scalar(-Flat), graph.Scalar(Flat)]);
        var square = graph.Node("Mul", [inside, inside]);
        var sum = graph.Scalar(1);
        for (var term = Terms; term > 0; term--)
        {
            var next = graph.Node("Mul", [graph.Node("Mul", [square, graph.Scalar(2.0 / ((2 * term) + 1))]), sum]);
            sum = graph.Node("Add", [next, graph.Scalar(1)]);
        }

        return graph.Node("Mul", [graph.Node("Mul", [inside, Bell(graph, square)]), sum]);
    }

    protected override string Slope(GraphEmitter graph, string x, string y) => Bell(graph, graph.Node("Mul", [x, x]));

    private static string Bell(GraphEmitter graph, string square) =>
        graph.Node("Mul", [graph.Node("Exp", [graph.Node("Neg", [square])]), graph.Scalar(2 / Math.Sqrt(Math.PI))]);
}
