using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>The mean of each window, written as a sum over the rows under its taps, divided by how many count.</summary>
internal sealed class AveragePoolRule : OperatorRule
{
    public override string OperatorType => "AveragePool";

    public override void Lower(LoweringContext context, NodeProto node)
    {
        var shape = context.Shape(node.Input[0]);
        if (shape.Length != 4)
        {
            throw new UnsupportedOperatorException(node);
        }

        var windows = WindowShape.Of(node, MapShape.Of(shape), context.Shape(node.Output[0]), node.Longs("kernel_shape")!);
        var sum = ReductionRule.Reduce(context, "ReduceSum", PooledWindows.Pick(context, node, windows, 0), [0], false);
        context.DefineRows(node.Output[0], context.Node("Mul", [sum, Weights(context, node, windows)]));
    }

    /// <summary>One over the taps that count: all, or those on the map; never those beyond the padding that was asked for.</summary>
    private static string Weights(LoweringContext context, NodeProto node, WindowShape windows)
    {
        // Null where the padding is as much as the windows take.
        var pads = node.Text("auto_pad", "NOTSET").StartsWith("SAME", StringComparison.Ordinal) ? null : node.Longs("pads") ?? [0L, 0, 0, 0];
        var countsPadding = node.Long("count_include_pad", 0) == 1;
        var counts = Enumerable.Range(0, windows.Windows).Select(window => Enumerable.Range(0, windows.Taps).Count(tap =>
            windows.Position(window, tap) < windows.Input.Positions || (countsPadding && IsPadding(windows, pads, window, tap)))).ToArray();
        return counts.Distinct().Count() == 1
            ? context.Scalar(1.0 / counts[0])
            : context.Matrix(
                $"pool {countsPadding} {windows.Key} {string.Join(',', pads ?? [])}",
                () => [.. counts.SelectMany(count => Enumerable.Repeat(1.0 / count, windows.Input.Images))],
                (long)windows.Windows * windows.Input.Images, 1);
    }

    private static bool IsPadding(WindowShape windows, long[]? pads, int window, int tap)
    {
        var y = (window / windows.OutWidth * windows.Stride.Down) + (tap / windows.KernelWidth * windows.Dilation.Down);
        var x = (window % windows.OutWidth * windows.Stride.Across) + (tap % windows.KernelWidth * windows.Dilation.Across);
        var (top, left, bottom, right) = pads is [var a, var b, var c, var d] ? (a, b, c, d) : (windows.Padding.Top, windows.Padding.Left, int.MaxValue / 2, int.MaxValue / 2);
        return y < top + windows.Input.Height + bottom && x < left + windows.Input.Width + right;
    }
}
