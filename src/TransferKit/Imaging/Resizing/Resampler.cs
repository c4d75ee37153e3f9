using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TransferKit.Imaging.Resizing;

/// <summary>
/// Resizes interleaved RGB bytes: for each output row, the input rows are averaged into one row of floats, and that is averaged
/// along the row. Lanes never mix and sums run in one order, so every machine gives the same bytes.
/// </summary>
internal static class Resampler
{
    private const int Channels = RgbImage.Channels;
    private const int BlockBytes = 16;

    internal static RgbImage Resize(
        ReadOnlySpan<byte> pixels, int inputWidth, AxisSpan columns, AxisSpan rows, int width, int height)
    {
        var inputBytes = inputWidth * Channels;
        var across = new TriangleFilter(inputWidth, columns, width);
        var down = new TriangleFilter(pixels.Length / inputBytes, rows, height);
        var outputBytes = width * Channels;
        // One float more: the last pixel is read as four numbers.
        var row = new float[inputBytes + 1];
        var output = GC.AllocateUninitializedArray<byte>(outputBytes * height);
        for (var y = 0; y < height; y++)
        {
            AverageRows(pixels[(down.First(y) * inputBytes)..], inputBytes, down.Weights(y), row);
            AverageColumns(row, across, output.AsSpan(y * outputBytes, outputBytes));
        }

        return new RgbImage(width, height, output);
    }

    // Optimised at once here and below: a short run would spend most of its time in code that is not yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AverageRows(ReadOnlySpan<byte> rows, int rowBytes, ReadOnlySpan<float> weights, Span<float> result)
    {
        ref var source = ref MemoryMarshal.GetReference(rows);
        ref var target = ref MemoryMarshal.GetReference(result);
        var at = 0;
        for (; at <= rowBytes - BlockBytes; at += BlockBytes)
        {
            Vector128<float> a = default, b = default, c = default, d = default;
            for (var k = 0; k < weights.Length; k++)
            {
                var weight = Vector128.Create(weights[k]);
                var pixels = PixelConversion.ToSingles(Vector128.LoadUnsafe(ref source, (nuint)((k * rowBytes) + at)));
                a += pixels.A * weight;
                b += pixels.B * weight;
                c += pixels.C * weight;
                d += pixels.D * weight;
            }

            a.StoreUnsafe(ref target, (nuint)at);
            b.StoreUnsafe(ref target, (nuint)at + 4);
            c.StoreUnsafe(ref target, (nuint)at + 8);
            d.StoreUnsafe(ref target, (nuint)at + 12);
        }

        for (; at < rowBytes; at++)
        {
            var sum = 0f;
            for (var k = 0; k < weights.Length; k++)
            {
                sum += rows[(k * rowBytes) + at] * weights[k];
            }

            result[at] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AverageColumns(ReadOnlySpan<float> row, TriangleFilter across, Span<byte> result)
    {
        ref var source = ref MemoryMarshal.GetReference(row);
        for (var x = 0; x < result.Length / Channels; x++)
        {
            var weights = across.Weights(x);
            var first = across.First(x) * Channels;
            var sum = Vector128.Create(0.5f);
            for (var k = 0; k < weights.Length; k++)
            {
                sum += Vector128.LoadUnsafe(ref source, (nuint)(first + (k * Channels))) * Vector128.Create(weights[k]);
            }

            // Weights sum to one but for rounding, which may lift 255 a little above itself but never by one half.
            var pixel = Vector128.ConvertToInt32(sum);
            result[x * Channels] = (byte)pixel[0];
            result[(x * Channels) + 1] = (byte)pixel[1];
            result[(x * Channels) + 2] = (byte)pixel[2];
        }
    }
}
