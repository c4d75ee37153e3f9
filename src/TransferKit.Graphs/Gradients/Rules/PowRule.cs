using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = a ** b: a gets dy b a ** (b - 1), b gets dy y log(a), for a above zero.</summary>
internal sealed class PowRule : ElementwiseRule
{
    public override string OperatorType => "Pow";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        // A whole exponent may be of a whole type, which has no gradient rules.
        if (context.ModelConstant(node.Input[1]) is { } exponent && Tensors.Count(exponent) == 1
            && Tensors.Count(context.Shape(node.Output[0])) == Tensors.Count(context.Shape(node.Input[0])))
        {
            context.Unary(node, x => context.Node("Pow", [x, context.Scalar(Tensors.ToDoubles(exponent)[0])]));
        }
        else
        {
            base.Lower(context, node);
        }
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        if (context.Needs(node.Input[1]))
        {
            var growth = context.Node("Mul", [node.Output[0], context.Node("Log", [node.Input[0]])]);
            context.AccumulateBroadcast(node.Input[1], context.Node("Mul", [gradient, growth]), node.Output[0]);
        }

        if (!context.Needs(node.Input[0]))
        {
            return;
        }

        var less = context.Node("Sub", [node.Input[1], context.Scalar(1)]);
        var slope = context.Node("Mul", [node.Input[1], context.Node("Pow", [node.Input[0], less])]);
        context.AccumulateBroadcast(node.Input[0], context.Node("Mul", [gradient, slope]), node.Output[0]);
    }
}
