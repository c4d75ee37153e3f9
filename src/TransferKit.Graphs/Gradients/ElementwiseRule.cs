using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>
/// An operator that treats every value by itself. Where one of its operands lies as rows, so does its output, and the others are
/// brought to rows, columns or single values, as they broadcast.
/// </summary>
internal abstract class ElementwiseRule : OperatorRule
{
    public override void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Output[0]);
        if (shape.Length != 4 || !node.Input.Any(context.HasRows))
        {
            context.Copy(node);
            return;
        }

        var map = MapShape.Of(shape);
        var forms = node.Input.Select(input => Form(context.Shape(input), map)).ToArray();
        if (forms.Contains(RowForm.None))
        {
            context.Copy(node);
            return;
        }

        // A value for each image, or for each position, broadcasts only where positions and images are apart.
        var split = map.Positions > 1 && forms.Any(form => form is RowForm.Image or RowForm.Position);
        var operands = node.Input.Zip(forms, (input, form) => Operand(context, input, form, map, split)).ToArray();
        var output = context.Node(node.OpType, operands, node.Attribute);
        context.DefineRows(node.Output[0], split ? context.Reshape(output, map.Rows) : output);
    }

    private static RowForm Form(long[] shape, MapShape map)
    {
        if (Tensors.Count(shape) == 1)
        {
            return RowForm.Single;
        }

        if (shape.Length > 4)
        {
            return RowForm.None;
        }

        long[] full = [.. Enumerable.Repeat(1L, 4 - shape.Length), .. shape];
        var (onePosition, allPositions) = (full[2] == 1 && full[3] == 1, full[2] == map.Height && full[3] == map.Width);
        return allPositions && full[0] == map.Images ? RowForm.Map
            : onePosition && full[0] == map.Images ? RowForm.Image
            : onePosition && full[0] == 1 ? RowForm.Channel
            : allPositions && full[0] == 1 ? RowForm.Position
            : RowForm.None;
    }

    private static string Operand(LoweringContext context, string input, RowForm form, MapShape map, bool split)
    {
        var shape = context.Shape(input);
        long[] full = [.. Enumerable.Repeat(1L, Math.Max(0, 4 - shape.Length)), .. shape];
        return form switch
        {
            RowForm.Single => shape.Length <= 1 ? context.Plain(input) : context.Reshape(context.Plain(input), 1),
            RowForm.Channel => context.Reshape(context.Plain(input), 1, full[1]),
            RowForm.Map when shape.Length < 4 => context.Reshape(Turned(context, input, full), split ? [map.Positions, map.Images, full[1]] : [map.Positions * map.Images, full[1]]),
            RowForm.Map when !split => context.Rows(input),
            RowForm.Map => context.Reshape(context.Rows(input), map.Positions, map.Images, full[1]),
            RowForm.Image => context.Reshape(shape.Length == 4 ? context.Rows(input) : context.Plain(input), split ? [1, map.Images, full[1]] : [map.Images, full[1]]),
            _ when shape.Length == 4 => context.Reshape(context.Rows(input), split ? [map.Positions, 1, full[1]] : [1, full[1]]),
            _ => context.Reshape(Turned(context, input, full), split ? [map.Positions, 1, full[1]] : [1, full[1]]),
        };
    }

    /// <summary>Fewer axes than four as [H, W, N, C].</summary>
    private static string Turned(LoweringContext context, string input, long[] full) =>
        context.Node("Transpose", [context.Reshape(context.Plain(input), full)], ("perm", MapShape.ToPlain));

    /// <summary>How an operand lies beside rows.</summary>
    private enum RowForm
    {
        /// <summary>Not to be laid as rows.</summary>
        None,

        /// <summary>A single value.</summary>
        Single,

        /// <summary>A value a channel.</summary>
        Channel,

        /// <summary>A value an image and channel.</summary>
        Image,

        /// <summary>A value a position and channel.</summary>
        Position,

        /// <summary>The whole map.</summary>
        Map,
    }
}
