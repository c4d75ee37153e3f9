namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>A depthwise convolution tap by tap: the rows under the tap of every window times the tap's weights, summed.</summary>
internal sealed class TapStrategy : ConvolutionStrategy
{
    public override string Name => "taps";

    public override bool CanWrite(Convolution convolution) => convolution.IsDepthwise;

    public override string Write(LoweringContext context, Convolution convolution)
    {
        var windows = convolution.Windows;
        var (images, channels) = (windows.Input.Images, convolution.Channels);
        var x = context.Rows(convolution.Input);
        var weight = convolution.Arranged(context, [2, 3, 0, 1], [1, channels], windows.Taps, channels);
        string[] picked = [], taps = [];
        var output = context.Step([x, weight], () =>
        {
            var padded = windows.LeavesMap() ? context.Node("Concat", [x, context.Zeros(images, channels)], ("axis", 0L)) : x;
            taps = [.. Enumerable.Range(0, windows.Taps).Select(tap => Rules.SliceRule.Slice(context, weight, 0, tap, tap + 1))];
            picked = [.. Enumerable.Range(0, windows.Taps).Select(tap => Pick(context, padded, $"tap {tap} {windows.Key}", () => windows.Input.RowsOf(
                [.. Enumerable.Range(0, windows.Windows).Select(window => windows.Position(window, tap))])))];
            return context.Node("Sum", picked.Zip(taps, (rows, tap) => context.Node("Mul", [rows, tap])).ToArray());
        }, (gradients, dy) =>
        {
            if (gradients.Needs(weight))
            {
                var shares = picked.Select(rows => gradients.Node("ReduceSum", [gradients.Node("Mul", [rows, dy]), gradients.Longs(0)], ("keepdims", 1L)));
                gradients.Accumulate(weight, gradients.Node("Concat", shares.ToArray(), ("axis", 0L)));
            }

            if (gradients.Needs(x))
            {
                var padded = gradients.Node("Concat", [dy, gradients.Zeros(images, channels)], ("axis", 0L));
                var readers = windows.Readers();
                var shares = Enumerable.Range(0, windows.Taps).Select(tap => gradients.Node("Mul", [
                    Pick(gradients, padded, $"readers {tap} {windows.Key}", () => windows.Input.RowsOf(
                        [.. Enumerable.Range(0, windows.Input.Positions).Select(position => readers[position, tap])])),
                    taps[tap]]));
                gradients.Accumulate(x, gradients.Node("Sum", shares.ToArray()));
            }
        });
        return convolution.WithBias(context, output);
    }

    private static string Pick(GraphEmitter graph, string rows, string key, Func<int[]> table) =>
        graph.Node("Gather", [rows, graph.Table(key, table)], ("axis", 0L));
}
