namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>
/// A convolution as one matrix product (Chellapilla et al. 2006): the rows under each window side by side, picked by a constant table
/// from the map and a block of zeros behind it for the padding.
/// </summary>
internal sealed class GatherStrategy : ConvolutionStrategy
{
    public override string Name => "gather";

    public override bool CanWrite(Convolution convolution) => convolution.Groups == 1;

    public override string Write(LoweringContext context, Convolution convolution)
    {
        var windows = convolution.Windows;
        var (images, channels, filters) = (windows.Input.Images, convolution.Channels, convolution.Filters);
        var x = context.Rows(convolution.Input);
        var weight = convolution.Arranged(context, [2, 3, 1, 0], [1, filters], windows.Taps * channels, filters);
        var columns = "";
        return context.Step([x, weight, convolution.Bias ?? ""], () =>
        {
            var padded = windows.LeavesMap() ? context.Node("Concat", [x, context.Zeros(images, channels)], ("axis", 0L)) : x;
            var picked = context.Node("Gather", [padded, context.Table($"windows {windows.Key}", windows.WindowRows)], ("axis", 0L));
            columns = context.Reshape(picked, windows.Windows * images, windows.Taps * channels);
            string[] inputs = convolution.Bias is null ? [columns, weight] : [columns, weight, convolution.Bias];
            return context.Node("Gemm", inputs);
        }, (gradients, dy) =>
        {
            if (convolution.Bias is { } bias && gradients.Needs(bias))
            {
                gradients.Accumulate(bias, gradients.Node("ReduceSum", [dy, gradients.Longs(0)], ("keepdims", 0L)));
            }

            if (gradients.Needs(weight))
            {
                gradients.Accumulate(weight, gradients.Product(columns, dy, true, false, 2));
            }

            if (gradients.Needs(x))
            {
                gradients.Accumulate(x, windows.IsDense
                    ? Correlated(gradients, convolution, weight, dy)
                    : Scattered(gradients, convolution, weight, dy));
            }
        });
    }

    /// <summary>For unit strides: dy convolved with the weight turned round.</summary>
    private static string Correlated(GradientContext gradients, Convolution convolution, string weight, string dy)
    {
        var windows = convolution.Windows;
        var (images, channels, filters) = (windows.Input.Images, convolution.Channels, convolution.Filters);
        var padded = gradients.Node("Concat", [dy, gradients.Zeros(images, filters)], ("axis", 0L));
        var picked = gradients.Node("Gather", [padded, gradients.Table($"readers {windows.Key}", windows.ReaderRows)], ("axis", 0L));
        var columns = gradients.Reshape(picked, windows.Input.Rows[0], windows.Taps * filters);
        var turned = gradients.Reshape(
            gradients.Swapped(gradients.Reshape(weight, windows.Taps, channels, filters), 3), windows.Taps * filters, channels);
        return gradients.Node("MatMul", [columns, turned]);
    }

    /// <summary>For strides: each tap's share on its own, then for every position those that belong there.</summary>
    private static string Scattered(GradientContext gradients, Convolution convolution, string weight, string dy)
    {
        var windows = convolution.Windows;
        var (images, channels, filters, taps) = (windows.Input.Images, convolution.Channels, convolution.Filters, windows.Taps);
        var padded = gradients.Node("Concat", [dy, gradients.Zeros(images, filters)], ("axis", 0L));
        var shares = gradients.Product(padded, weight, false, true, 2);
        // The products of the zeros are the zeros that lists shorter than the longest point to.
        var rows = gradients.Reshape(shares, (windows.Windows + 1L) * images * taps, channels);
        var readers = windows.Readers();
        var lists = Enumerable.Range(0, windows.Input.Positions)
            .Select(position => Enumerable.Range(0, taps).Where(tap => readers[position, tap] < windows.Windows).ToArray()).ToArray();
        var most = Math.Max(1, lists.Max(list => list.Length));
        var parts = Enumerable.Range(0, most).Select(round => gradients.Node(
            "Gather",
            [rows, gradients.Table($"scatter {windows.Key} {round}", () => [.. lists.SelectMany((list, position) => Enumerable.Range(0, images).Select(image =>
            {
                var tap = round < list.Length ? list[round] : 0;
                var window = round < list.Length ? readers[position, tap] : windows.Windows;
                return (((window * images) + image) * taps) + tap;
            }))])],
            ("axis", 0L))).ToArray();
        return parts.Length == 1 ? parts[0] : gradients.Node("Sum", parts);
    }
}
