namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>
/// A depthwise convolution on a small map as one matrix product a channel: the taps, spread into a banded matrix [windows, positions]
/// that has most entries zero, times the map [positions, images].
/// </summary>
internal sealed class BandedStrategy : ConvolutionStrategy
{
    // Above about 7x7 the zeros cost more than the products gain.
    private const int MostPositions = 64;

    public override string Name => "banded";

    public override bool CanWrite(Convolution convolution) => convolution.IsDepthwise && (long)convolution.Windows.Input.Positions * convolution.Windows.Windows <= 65_536;

    public override bool Suits(Convolution convolution) => convolution.Windows.Input.Positions <= MostPositions;

    public override string Write(LoweringContext context, Convolution convolution)
    {
        var windows = convolution.Windows;
        var (channels, images, taps) = (convolution.Channels, windows.Input.Images, windows.Taps);
        var x = context.Rows(convolution.Input);
        var weight = convolution.Arranged(context, [0, 1, 2, 3], [channels, 1], channels, taps);
        var (spread, map, band) = ("", "", "");
        var output = context.Step([x, weight], () =>
        {
            spread = context.Matrix($"band {windows.Key}", () => Spread(convolution), taps, windows.Windows * windows.Input.Positions);
            band = context.Reshape(context.Node("MatMul", [weight, spread]), channels, windows.Windows, windows.Input.Positions);
            map = context.Node("Transpose", [context.Reshape(x, windows.Input.Split)], ("perm", new[] { 2L, 0, 1 }));
            return Back(context, context.Node("MatMul", [band, map]), convolution.Output.Rows);
        }, (gradients, dy) =>
        {
            var d = gradients.Node("Transpose", [gradients.Reshape(dy, convolution.Output.Split)], ("perm", new[] { 2L, 0, 1 }));
            if (gradients.Needs(weight))
            {
                var dband = gradients.Reshape(gradients.Product(d, map, false, true, 3), channels, windows.Windows * windows.Input.Positions);
                gradients.Accumulate(weight, gradients.Product(dband, spread, false, true, 2));
            }

            if (gradients.Needs(x))
            {
                gradients.Accumulate(x, Back(gradients, gradients.Product(band, d, true, false, 3), windows.Input.Rows));
            }
        });
        return convolution.WithBias(context, output);
    }

    /// <summary>[channels, positions, images] as rows.</summary>
    private static string Back(GraphEmitter graph, string tensor, long[] rows) =>
        graph.Reshape(graph.Node("Transpose", [tensor], ("perm", new[] { 1L, 2, 0 })), rows);

    /// <summary>[taps, windows * positions]: 1 where a tap of the window lies on the position.</summary>
    private static double[] Spread(Convolution convolution)
    {
        var windows = convolution.Windows;
        var spread = new double[windows.Taps * windows.Windows * windows.Input.Positions];
        for (var tap = 0; tap < windows.Taps; tap++)
        {
            for (var window = 0; window < windows.Windows; window++)
            {
                if (windows.Position(window, tap) is var position && position < windows.Input.Positions)
                {
                    spread[(((tap * windows.Windows) + window) * windows.Input.Positions) + position] = 1;
                }
            }
        }

        return spread;
    }
}
