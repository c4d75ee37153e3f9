using TransferKit.Graphs.Lowering;

namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>A depthwise convolution by kernels of our own: one pass over the map forward, one for each gradient.</summary>
internal sealed class DepthwiseStrategy : ConvolutionStrategy
{
    public override string Name => "depthwise";

    public override bool HasFloat64 => false;

    public override bool CanWrite(Convolution convolution) => convolution.IsDepthwise;

    public override string Write(LoweringContext context, Convolution convolution)
    {
        var windows = convolution.Windows;
        var x = context.Rows(convolution.Input);
        var weight = convolution.Arranged(context, [2, 3, 0, 1], [1, convolution.Channels], windows.Taps, convolution.Channels);
        var forward = "";
        var output = context.Step([x, weight], () =>
        {
            forward = context.Numbers($"depthwise {windows.Key}", () => Forward(windows));
            return context.Kernel("Depthwise", convolution.Output.Rows, x, weight, forward);
        }, (gradients, dy) =>
        {
            if (gradients.Needs(weight))
            {
                gradients.Accumulate(weight, gradients.Kernel("DepthwiseWeightGradient", [windows.Taps, convolution.Channels], x, dy, forward));
            }

            if (gradients.Needs(x))
            {
                var backward = gradients.Numbers($"depthwise back {windows.Key}", () => Backward(windows));
                gradients.Accumulate(x, gradients.Kernel("DepthwiseInputGradient", windows.Input.Rows, dy, weight, backward));
            }
        });
        return convolution.WithBias(context, output);
    }

    /// <summary>From windows to the positions under their taps, as the kernels read it (DepthwiseWindows).</summary>
    private static long[] Forward(WindowShape windows) => Numbers(windows, windows.Windows, (window, tap) =>
        windows.Position(window, tap) is var position && position < windows.Input.Positions ? position : -1);

    /// <summary>From positions to the windows that read them through each tap.</summary>
    private static long[] Backward(WindowShape windows)
    {
        var readers = windows.Readers();
        return Numbers(windows, windows.Input.Positions, (position, tap) => readers[position, tap] is var window && window < windows.Windows ? window : -1);
    }

    private static long[] Numbers(WindowShape windows, int targets, Func<int, int, long> source) =>
    [
        windows.Input.Images, windows.Taps, targets,
        .. Enumerable.Range(0, targets * windows.Taps).Select(i => source(i / windows.Taps, i % windows.Taps)),
    ];
}
