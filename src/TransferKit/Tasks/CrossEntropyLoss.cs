using System.Numerics.Tensors;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Tasks;

/// <summary>Softmax cross-entropy, with label smoothing (Szegedy et al. 2016).</summary>
/// <param name="smoothing">The share of each target that is spread evenly over all classes, 0 up to 1.</param>
internal sealed class CrossEntropyLoss(double smoothing) : TaskLoss
{
    public override string Add(GraphBuilder graph, string outputs, string targets, string weights)
    {
        var logProbabilities = graph.Node("LogSoftmax", [outputs], [("axis", 1L)]);
        var weighted = graph.Node("Mul", [graph.Node("Mul", [targets, weights]), logProbabilities]);
        return graph.Node("Neg", [graph.Node("ReduceSum", [weighted], [("keepdims", 0L)])]);
    }

    public override void WriteTarget(double label, Span<float> target)
    {
        target.Fill((float)(smoothing / target.Length));
        target[(int)label] += (float)(1 - smoothing);
    }

    public override double OfRow(ReadOnlySpan<float> outputs, double label)
    {
        var largest = TensorPrimitives.Max(outputs);
        var sum = 0.0;
        foreach (var output in outputs)
        {
            sum += Math.Exp(output - largest);
        }

        return Math.Log(sum) - (outputs[(int)label] - largest);
    }
}
