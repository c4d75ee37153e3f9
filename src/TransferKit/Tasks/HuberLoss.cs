using TransferKit.Graphs.Onnx;

namespace TransferKit.Tasks;

/// <summary>Huber's loss on standardised targets: c (e - c / 2) for the error e and c, which is e kept between -1 and 1.</summary>
internal sealed class HuberLoss : TaskLoss
{
    public override string Add(GraphBuilder graph, string outputs, string targets, string weights)
    {
        var error = graph.Node("Sub", [outputs, targets]);
        var bounded = graph.Node("Clip", [error, graph.Scalar(-1), graph.Scalar(1)]);
        var losses = graph.Node("Mul", [bounded, graph.Node("Sub", [error, graph.Node("Mul", [bounded, graph.Scalar(0.5f)])])]);
        return graph.Node("ReduceSum", [graph.Node("Mul", [losses, weights])], [("keepdims", 0L)]);
    }

    public override void WriteTarget(double label, Span<float> target) => target[0] = (float)label;

    public override double OfRow(ReadOnlySpan<float> outputs, double label)
    {
        var error = outputs[0] - label;
        var bounded = Math.Clamp(error, -1, 1);
        return bounded * (error - (bounded / 2));
    }
}
