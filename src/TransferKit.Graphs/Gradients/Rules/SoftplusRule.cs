namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = log(1 + exp(x)): dx = dy / (1 + exp(-x)).</summary>
internal sealed class SoftplusRule : UnaryRule
{
    public override string OperatorType => "Softplus";

    protected override string InFloat64(GraphEmitter graph, string x) =>
        graph.Node("Log", [graph.Node("Add", [graph.Node("Exp", [x]), graph.Scalar(1)])]);

    protected override string Slope(GraphEmitter graph, string x, string y) => graph.Node("Sigmoid", [x]);
}
