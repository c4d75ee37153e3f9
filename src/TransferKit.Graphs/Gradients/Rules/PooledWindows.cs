using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients.Rules;

/// <summary>What pools share: the rows under each tap of every window.</summary>
internal static class PooledWindows
{
    /// <summary>[taps, windows * images, channels]; outside the map every value is <paramref name="outside"/>.</summary>
    public static string Pick(LoweringContext context, NodeProto node, WindowShape windows, double outside)
    {
        var map = windows.Input;
        var x = context.Rows(node.Input[0]);
        var padded = windows.LeavesMap() ? context.Node("Concat", [x, context.Fill(outside, map.Images, map.Channels)], ("axis", 0L)) : x;
        var table = context.Table($"by tap {windows.Key}", () => map.RowsOf([
            .. from tap in Enumerable.Range(0, windows.Taps) from window in Enumerable.Range(0, windows.Windows) select windows.Position(window, tap)]));
        var picked = context.Node("Gather", [padded, table], ("axis", 0L));
        return context.Reshape(picked, windows.Taps, (long)windows.Windows * map.Images, map.Channels);
    }
}
