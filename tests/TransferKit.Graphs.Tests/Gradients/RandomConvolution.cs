using FsCheck;
using FsCheck.Fluent;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>A convolution of any shape that has at least one window.</summary>
public sealed record RandomConvolution(long[] Map, long[] Weight, long[] Strides, long[] Pads, long[] Dilations, long Groups)
{
    /// <summary>Draws them for FsCheck.</summary>
    public static Arbitrary<RandomConvolution> Any()
    {
        var drawn =
            from images in Gen.Choose(1, 2)
            from groups in Gen.Choose(1, 3)
            from depthwise in Gen.Choose(0, 2)
            from channels in Gen.Choose(1, 2)
            from filters in Gen.Choose(1, 2)
            from square in Gen.Choose(0, 1)
            from map in Numbers(2, 1, 7)
            from kernel in Numbers(2, 1, 4)
            from strides in Gen.OneOf(Gen.Constant(new long[] { 1, 1 }), Numbers(2, 1, 3))
            from pads in Numbers(4, 0, 2)
            from dilations in Gen.OneOf(Gen.Constant(new long[] { 1, 1 }), Numbers(2, 1, 2))
            let own = depthwise == 0 ? (1, 1) : (channels, filters)
            let taps = square == 1 ? [3, 3] : kernel
            where map[0] + pads[0] + pads[2] >= ((taps[0] - 1) * dilations[0]) + 1 && map[1] + pads[1] + pads[3] >= ((taps[1] - 1) * dilations[1]) + 1
            select new RandomConvolution(
                [images, groups * own.Item1, .. map], [groups * own.Item2, own.Item1, .. taps], strides, pads, dilations, groups);
        return drawn.ToArbitrary();
    }

    /// <inheritdoc/>
    public override string ToString() => $"map {Text(Map)} weight {Text(Weight)} strides {Text(Strides)} pads {Text(Pads)} dilations {Text(Dilations)} groups {Groups}";

    private static Gen<long[]> Numbers(int count, int low, int high) => Gen.Choose(low, high).Select(number => (long)number).ArrayOf(count);

    private static string Text(long[] numbers) => string.Join(' ', numbers);
}
