using TransferKit.Graphs.Onnx;

namespace TransferKit.Tasks;

/// <summary>Half the squared error on standardised targets.</summary>
internal sealed class SquaredErrorLoss : TaskLoss
{
    public override string Add(GraphBuilder graph, string outputs, string targets, string weights)
    {
        var error = graph.Node("Sub", [outputs, targets]);
        var weighted = graph.Node("Mul", [graph.Node("Mul", [error, error]), weights]);
        return graph.Node("Mul", [graph.Node("ReduceSum", [weighted], [("keepdims", 0L)]), graph.Scalar(0.5f)]);
    }

    public override void WriteTarget(double label, Span<float> target) => target[0] = (float)label;

    public override double OfRow(ReadOnlySpan<float> outputs, double label) => (outputs[0] - label) * (outputs[0] - label) / 2;
}
