using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>
/// A tensor with a constant, its own border or its mirror image around it, or with a border cut away: written as Gather, from values
/// with a block of the constant behind them. A map that lies as rows stays so where height and width alone change.
/// </summary>
internal sealed class PadRule : OperatorRule
{
    public override string OperatorType => "Pad";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Input[0]).ToArray();
        var pads = Pads(context, node, shape.Length);
        var mode = node.Text("mode", "constant");
        var value = node.Find("value")?.F ?? (node.Input.Count > 2 && node.Input[2].Length > 0
            ? Tensors.ToFloats(context.ModelConstant(node.Input[2]) ?? throw new UnsupportedOperatorException(node))[0]
            : 0);
        if (context.HasRows(node.Input[0]) && shape.Length == 4 && pads[0] == (0, 0) && pads[1] == (0, 0))
        {
            context.DefineRows(node.Output[0], Map(context, context.Rows(node.Input[0]), MapShape.Of(shape), pads, mode, value));
            return;
        }

        var tensor = context.Plain(node.Input[0]);
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (pads[axis] != (0, 0))
            {
                var sources = Sources(shape[axis], pads[axis], mode);
                long[] block = [.. shape.Select((d, i) => i == axis ? 1 : d)];
                tensor = Pick(context, tensor, sources, (int)shape[axis], axis, sources, value, block);
                shape[axis] = sources.Length;
            }
        }

        context.Define(node.Output[0], tensor);
    }

    private static string Map(LoweringContext context, string rows, MapShape map, (long Before, long After)[] pads, string mode, double value)
    {
        var (down, across) = (Sources(map.Height, pads[2], mode), Sources(map.Width, pads[3], mode));
        int[] positions = [.. from y in down from x in across select y < map.Height && x < map.Width ? (y * map.Width) + x : map.Positions];
        return Pick(context, rows, positions, map.Positions, 0, map.RowsOf(positions), value, [map.Images, map.Channels]);
    }

    /// <summary>Picks slices, where one behind the last is the constant.</summary>
    private static string Pick(LoweringContext context, string tensor, int[] sources, int size, int axis, int[] table, double value, long[] block)
    {
        var source = sources.Contains(size) ? context.Node("Concat", [tensor, context.Fill(value, block)], ("axis", (long)axis)) : tensor;
        return context.Node("Gather", [source, context.Table($"pad {string.Join(',', table)}", () => table)], ("axis", (long)axis));
    }

    /// <summary>For each value of the padded axis, the value that it comes from, or the size where it is the constant.</summary>
    private static int[] Sources(long size, (long Before, long After) pads, string mode) =>
        [.. Enumerable.Range(0, (int)(pads.Before + size + pads.After)).Select(i => i - pads.Before).Select(at => (int)(mode switch
        {
            _ when at >= 0 && at < size => at,
            "edge" => Math.Clamp(at, 0, size - 1),
            "reflect" => Reflected(at, size),
            "wrap" => ((at % size) + size) % size,
            _ => size,
        }))];

    /// <summary>There and back without doing the ends twice.</summary>
    private static long Reflected(long at, long size)
    {
        var period = Math.Max(1, 2 * (size - 1));
        var inside = ((at % period) + period) % period;
        return Math.Min(inside, period - inside);
    }

    private static (long Before, long After)[] Pads(LoweringContext context, NodeProto node, int rank)
    {
        var given = node.Longs("pads") ?? Input(context, node, 1);
        long[] axes = node.Input.Count > 3 && node.Input[3].Length > 0 ? Input(context, node, 3) : [.. Enumerable.Range(0, rank).Select(axis => (long)axis)];
        var pads = new (long, long)[rank];
        for (var i = 0; i < axes.Length; i++)
        {
            pads[axes[i] < 0 ? axes[i] + rank : axes[i]] = (given[i], given[i + axes.Length]);
        }

        return pads;
    }

    private static long[] Input(LoweringContext context, NodeProto node, int index) =>
        Tensors.ToLongs(context.ModelConstant(node.Input[index]) ?? throw new UnsupportedOperatorException(node));
}
