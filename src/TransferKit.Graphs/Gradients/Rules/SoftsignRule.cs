namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = x / (1 + |x|): dx = dy (1 - |y|)².</summary>
internal sealed class SoftsignRule : UnaryRule
{
    public override string OperatorType => "Softsign";

    protected override string InFloat64(GraphEmitter graph, string x) =>
        graph.Node("Div", [x, graph.Node("Add", [graph.Node("Abs", [x]), graph.Scalar(1)])]);

    protected override string Slope(GraphEmitter graph, string x, string y)
    {
        var rest = graph.Node("Sub", [graph.Scalar(1), graph.Node("Abs", [y])]);
        return graph.Node("Mul", [rest, rest]);
    }
}
