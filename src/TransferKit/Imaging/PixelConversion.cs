using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TransferKit.Imaging;

/// <summary>Bytes to floats, 16 pixels a step. Multiply and add stay apart, so every machine rounds alike.</summary>
internal static class PixelConversion
{
    private const int Channels = RgbImage.Channels;
    private const int BlockPixels = 16;
    private const int BlockBytes = BlockPixels * Channels;

    // Entry [channel * 3 + part] gathers that channel's bytes from the part-th 16 bytes of a block; 255 gives zero.
    private static readonly Vector128<byte>[] Gather = [.. Enumerable.Range(0, Channels * 3).Select(i => GatherMask(i / 3, i % 3))];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ToPlanar(ReadOnlySpan<byte> pixels, Span<float> planes, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset)
    {
        var count = pixels.Length / Channels;
        var blocks = count / BlockPixels;
        for (var channel = 0; channel < Channels; channel++)
        {
            var plane = planes.Slice(channel * count, count);
            Vector128<byte> first = Gather[channel * 3], second = Gather[(channel * 3) + 1], third = Gather[(channel * 3) + 2];
            ref var source = ref MemoryMarshal.GetReference(pixels);
            ref var target = ref MemoryMarshal.GetReference(plane);
            var scales = Vector128.Create(scale[channel]);
            var offsets = Vector128.Create(offset[channel]);
            for (var block = 0; block < blocks; block++)
            {
                var start = (nuint)(block * BlockBytes);
                var bytes = Vector128.Shuffle(Vector128.LoadUnsafe(ref source, start), first)
                    | Vector128.Shuffle(Vector128.LoadUnsafe(ref source, start + 16), second)
                    | Vector128.Shuffle(Vector128.LoadUnsafe(ref source, start + 32), third);
                var (a, b, c, d) = ToSingles(bytes);
                var at = (nuint)(block * BlockPixels);
                ((a * scales) + offsets).StoreUnsafe(ref target, at);
                ((b * scales) + offsets).StoreUnsafe(ref target, at + 4);
                ((c * scales) + offsets).StoreUnsafe(ref target, at + 8);
                ((d * scales) + offsets).StoreUnsafe(ref target, at + 12);
            }

            for (var i = blocks * BlockPixels; i < count; i++)
            {
                plane[i] = (pixels[(i * Channels) + channel] * scale[channel]) + offset[channel];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void ToInterleaved(ReadOnlySpan<byte> pixels, Span<float> values, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset)
    {
        // Four floats start at channel 0, 1 or 2 in turn: three patterns repeat.
        Span<Vector128<float>> scales = [Pattern(scale, 0), Pattern(scale, 1), Pattern(scale, 2)];
        Span<Vector128<float>> offsets = [Pattern(offset, 0), Pattern(offset, 1), Pattern(offset, 2)];
        ref var source = ref MemoryMarshal.GetReference(pixels);
        ref var target = ref MemoryMarshal.GetReference(values);
        var steps = pixels.Length / BlockBytes * 3;
        for (var step = 0; step < steps; step++)
        {
            var at = (nuint)(step * 16);
            var (a, b, c, d) = ToSingles(Vector128.LoadUnsafe(ref source, at));
            int p = step % 3, q = (step + 1) % 3, r = (step + 2) % 3;
            ((a * scales[p]) + offsets[p]).StoreUnsafe(ref target, at);
            ((b * scales[q]) + offsets[q]).StoreUnsafe(ref target, at + 4);
            ((c * scales[r]) + offsets[r]).StoreUnsafe(ref target, at + 8);
            ((d * scales[p]) + offsets[p]).StoreUnsafe(ref target, at + 12);
        }

        for (var i = steps * 16; i < pixels.Length; i++)
        {
            values[i] = (pixels[i] * scale[i % Channels]) + offset[i % Channels];
        }
    }

    /// <summary>16 bytes as 4 x 4 floats, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector128<float> A, Vector128<float> B, Vector128<float> C, Vector128<float> D) ToSingles(Vector128<byte> bytes)
    {
        var (low, high) = Vector128.Widen(bytes);
        var (a, b) = Vector128.Widen(low);
        var (c, d) = Vector128.Widen(high);
        return (Vector128.ConvertToSingle(a.AsInt32()), Vector128.ConvertToSingle(b.AsInt32()),
            Vector128.ConvertToSingle(c.AsInt32()), Vector128.ConvertToSingle(d.AsInt32()));
    }

    private static Vector128<float> Pattern(ReadOnlySpan<float> values, int first) =>
        Vector128.Create(values[first], values[(first + 1) % Channels], values[(first + 2) % Channels], values[first]);

    private static Vector128<byte> GatherMask(int channel, int part)
    {
        Span<byte> mask = stackalloc byte[16];
        mask.Fill(255);
        for (var pixel = 0; pixel < BlockPixels; pixel++)
        {
            var position = (pixel * Channels) + channel - (part * 16);
            if (position is >= 0 and < 16)
            {
                mask[pixel] = (byte)position;
            }
        }

        return Vector128.Create<byte>(mask);
    }
}
