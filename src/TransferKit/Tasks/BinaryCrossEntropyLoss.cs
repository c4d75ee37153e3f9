using TransferKit.Graphs.Onnx;

namespace TransferKit.Tasks;

/// <summary>The mean over several yes/no questions of the cross-entropy of a sigmoid.</summary>
/// <param name="smoothing">How far each target goes from yes or no towards one half, 0 up to 1.</param>
/// <param name="isTrue">Whether the answer to a question, by its number, is yes for a label.</param>
internal sealed class BinaryCrossEntropyLoss(double smoothing, Func<double, int, bool> isTrue) : TaskLoss
{
    public override string Add(GraphBuilder graph, string outputs, string targets, string weights)
    {
        // log(1 + exp(z)) - t z, which holds for logits of any size.
        var losses = graph.Node("Sub", [graph.Node("Softplus", [outputs]), graph.Node("Mul", [targets, outputs])]);
        var ofRows = graph.Node("ReduceMean", [losses], [("axes", new[] { 1L }), ("keepdims", 1L)]);
        return graph.Node("ReduceSum", [graph.Node("Mul", [ofRows, weights])], [("keepdims", 0L)]);
    }

    public override void WriteTarget(double label, Span<float> target)
    {
        for (var question = 0; question < target.Length; question++)
        {
            target[question] = (float)(((isTrue(label, question) ? 1 : 0) * (1 - smoothing)) + (smoothing / 2));
        }
    }

    public override double OfRow(ReadOnlySpan<float> outputs, double label)
    {
        var sum = 0.0;
        for (var question = 0; question < outputs.Length; question++)
        {
            // With the sign of the answer, both cases are log(1 + exp(-z)).
            var z = isTrue(label, question) ? -(double)outputs[question] : outputs[question];
            sum += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
        }

        return sum / outputs.Length;
    }
}
