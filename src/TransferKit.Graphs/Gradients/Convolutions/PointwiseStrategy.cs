namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>A 1x1 convolution: one matrix product of the rows, of every stride-th one where it has strides.</summary>
internal sealed class PointwiseStrategy : ConvolutionStrategy
{
    public override string Name => "pointwise";

    public override bool CanWrite(Convolution convolution) =>
        convolution.Groups == 1 && convolution.Windows.Taps == 1 && !convolution.Windows.LeavesMap();

    public override string Write(LoweringContext context, Convolution convolution)
    {
        var windows = convolution.Windows;
        var x = context.Rows(convolution.Input);
        if (!windows.IsPointwise)
        {
            x = context.Node("Gather", [x, context.Table($"windows {windows.Key}", windows.WindowRows)], ("axis", 0L));
        }

        var weight = convolution.Arranged(context, [0, 1, 2, 3], [convolution.Filters, 1], convolution.Filters, convolution.Channels);
        string[] inputs = convolution.Bias is null ? [x, weight] : [x, weight, convolution.Bias];
        return context.Node("Gemm", inputs, ("transB", 1L));
    }
}
