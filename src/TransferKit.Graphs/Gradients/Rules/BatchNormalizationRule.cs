using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>
/// Batch normalisation of [N, C] with the batch's own statistics (Ioffe and Szegedy 2015): lowered to means, products and a
/// square root, whose rules give the gradient through the statistics too.
/// </summary>
internal sealed class BatchNormalizationRule : OperatorRule
{
    public override string OperatorType => "BatchNormalization";

    public override void Lower(GraphBuilder forward, NodeProto node)
    {
        if (node.Long("training_mode", 0) != 1)
        {
            throw new UnsupportedOperatorException(node);
        }

        var (x, scale, bias) = (node.Input[0], node.Input[1], node.Input[2]);
        var rows = ("axes", (object)new[] { 0L });
        var mean = forward.Node("ReduceMean", [x], [rows, ("keepdims", 0L)]);
        var centred = forward.Node("Sub", [x, mean]);
        var variance = forward.Node("ReduceMean", [forward.Node("Mul", [centred, centred])], [rows, ("keepdims", 0L)]);
        var deviation = forward.Node("Sqrt", [forward.Node("Add", [variance, Like(forward, variance, node.Float("epsilon", 1e-5f))])]);
        var normalised = forward.Node("Div", [centred, deviation]);
        forward.Node("Add", [forward.Node("Mul", [normalised, scale]), bias], output: node.Output[0]);
        if (node.Output.Count == 3)
        {
            var momentum = node.Float("momentum", 0.9f);
            MovingAverage(forward, node.Input[3], mean, momentum, node.Output[1]);
            MovingAverage(forward, node.Input[4], variance, momentum, node.Output[2]);
        }
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient) =>
        throw new InvalidOperationException("A lowered graph holds no BatchNormalization.");

    private static void MovingAverage(GraphBuilder forward, string average, string current, float momentum, string output)
    {
        var kept = forward.Node("Mul", [average, Like(forward, average, momentum)]);
        var added = forward.Node("Mul", [current, Like(forward, current, 1 - momentum)]);
        forward.Node("Add", [kept, added], output: output);
    }

    /// <summary>A constant in the precision of another tensor.</summary>
    private static string Like(GraphBuilder forward, string tensor, float value) =>
        forward.Node("CastLike", [forward.Scalar(value), tensor]);
}
