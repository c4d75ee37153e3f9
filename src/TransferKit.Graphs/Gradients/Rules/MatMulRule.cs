using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>y = A B, batched over leading axes that broadcast: dA = dy B', dB = A' dy, summed back over what was broadcast.</summary>
internal sealed class MatMulRule : OperatorRule
{
    public override string OperatorType => "MatMul";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var (shapeA, shapeB) = (context.Shape(node.Input[0]), context.Shape(node.Input[1]));
        if (shapeA.Length > 1 && shapeB.Length > 1)
        {
            context.Copy(node);
            return;
        }

        // A vector is a matrix of one row or column, which the output does not show.
        var (a, b) = (context.Plain(node.Input[0]), context.Plain(node.Input[1]));
        a = shapeA.Length > 1 ? a : context.Reshape(a, 1, shapeA[0]);
        b = shapeB.Length > 1 ? b : context.Reshape(b, shapeB[0], 1);
        context.Define(node.Output[0], context.Reshape(context.Node("MatMul", [a, b]), context.Shape(node.Output[0])));
    }

    public override void Backward(GradientContext context, NodeProto node, string gradient)
    {
        var (a, b) = (node.Input[0], node.Input[1]);
        var (shapeA, shapeB) = (context.Shape(a), context.Shape(b));
        if (shapeB.Length == 2)
        {
            // A single product of tall matrices.
            var (rows, inner, columns) = (Tensors.Count(shapeA) / shapeA[^1], shapeA[^1], shapeB[^1]);
            var tall = context.Reshape(gradient, rows, columns);
            if (context.Needs(a))
            {
                context.Accumulate(a, context.Reshape(context.Product(tall, b, false, true, 2), shapeA));
            }

            if (context.Needs(b))
            {
                context.Accumulate(b, context.Product(context.Reshape(a, rows, inner), tall, true, false, 2));
            }

            return;
        }

        if (context.Needs(a))
        {
            Share(context, node, a, context.Product(gradient, b, false, true, shapeB.Length), [shapeA[^2], shapeA[^1]]);
        }

        if (context.Needs(b))
        {
            var batched = shapeA.Length > 2 ? a : context.Reshape(a, 1, shapeA[0], shapeA[1]);
            Share(context, node, b, context.Product(batched, gradient, true, false, Math.Max(3, shapeA.Length)), [shapeB[^2], shapeB[^1]]);
        }
    }

    /// <summary>Adds a share that has the batch axes of the output and the last two axes of the operand.</summary>
    private static void Share(GradientContext context, NodeProto node, string operand, string share, long[] matrix)
    {
        long[] from = [.. context.Shape(node.Output[0])[..^2], .. matrix];
        context.Accumulate(operand, context.SumTo(share, from, context.Shape(operand)));
    }
}
