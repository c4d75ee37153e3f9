using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>A function of each value whose kernel computes in float32 only: in float64, where gradients are checked, it is written out.</summary>
internal abstract class UnaryRule : ElementwiseRule
{
    public override void Lower(LoweringContext context, NodeProto node)
    {
        if (context.Type == DataType.Double)
        {
            context.Unary(node, x => Write(context, x));
        }
        else
        {
            base.Lower(context, node);
        }
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient) =>
        Share(context, node.Input[0], node.Output[0], gradient);

    /// <summary>Writes the function of a tensor.</summary>
    public string Write(LoweringContext context, string x)
    {
        if (context.Type == DataType.Float)
        {
            return context.Node(OperatorType, [x]);
        }

        var y = "";
        return context.Step([x], () => y = InFloat64(context, x), (gradients, gradient) => Share(gradients, x, y, gradient));
    }

    /// <summary>The function from operators that have kernels of float64.</summary>
    protected abstract string InFloat64(GraphEmitter graph, string x);

    /// <summary>The function's derivative.</summary>
    protected abstract string Slope(GraphEmitter graph, string x, string y);

    private void Share(GradientContext context, string x, string y, string gradient) =>
        context.Accumulate(x, context.Node("Mul", [gradient, Slope(context, x, y)]));
}
