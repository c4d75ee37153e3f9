namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>A convolution in groups as one matrix product a group.</summary>
internal sealed class GroupedStrategy : ConvolutionStrategy
{
    public override string Name => "grouped";

    public override bool CanWrite(Convolution convolution) => convolution.Groups > 1;

    public override string Write(LoweringContext context, Convolution convolution)
    {
        var windows = convolution.Windows;
        var (groups, channels, filters) = (convolution.Groups, convolution.GroupChannels, convolution.GroupFilters);
        var rows = (long)windows.Windows * windows.Input.Images;
        var x = context.Rows(convolution.Input);
        var padded = context.Node("Concat", [x, context.Zeros(windows.Input.Images, convolution.Channels)], ("axis", 0L));
        var picked = context.Node("Gather", [padded, context.Table($"windows {windows.Key}", windows.WindowRows)], ("axis", 0L));
        var apart = context.Reshape(picked, rows, windows.Taps, groups, channels);
        var columns = context.Reshape(
            context.Node("Transpose", [apart], ("perm", new[] { 2L, 0, 1, 3 })), groups, rows, windows.Taps * channels);
        // [filters, channels, taps] a group to [taps, channels, filters].
        var weight = context.Reshape(context.Plain(convolution.Weight), groups, filters, channels, windows.Taps);
        var turned = context.Reshape(
            context.Node("Transpose", [weight], ("perm", new[] { 0L, 3, 2, 1 })), groups, windows.Taps * channels, filters);
        if (convolution.Scale is { } scale)
        {
            turned = context.Node("Mul", [turned, context.Reshape(scale, groups, 1, filters)]);
        }

        var product = context.Node("MatMul", [columns, turned]);
        var output = context.Reshape(context.Node("Transpose", [product], ("perm", new[] { 1L, 0, 2 })), rows, convolution.Filters);
        return convolution.WithBias(context, output);
    }
}
