using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TransferKit.Imaging.Colours;

/// <summary>
/// What a colour profile of the usual kind does: a curve a channel, a matrix, and the curve of sRGB. A table a channel holds the
/// light that its 256 values add to each channel of linear sRGB; three of them summed and looked up in the curve are a pixel.
/// </summary>
internal sealed class ProfileTransform
{
    /// <summary>Values of one channel.</summary>
    internal const int Levels = 256;

    // Near black one level of sRGB is one part in 3295 of the light.
    private const int CurveSteps = 16384;

    private static readonly byte[] Curve =
        [.. Enumerable.Range(0, CurveSteps).Select(step => SrgbCurve.Encode(step / (CurveSteps - 1.0)))];

    private readonly Vector128<float>[] _light;

    /// <param name="light">Linear sRGB, 0 to 1, that red 0 to 255 adds, then green, then blue; they may lie outside.</param>
    internal ProfileTransform(ReadOnlySpan<Vector128<float>> light)
    {
        var half = Vector128.Create(0.5f / RgbImage.Channels);
        _light = new Vector128<float>[Levels * RgbImage.Channels];
        for (var i = 0; i < _light.Length; i++)
        {
            _light[i] = (light[i] * (CurveSteps - 1)) + half;
        }
    }

    /// <summary>Brings interleaved RGB pixels to sRGB, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Apply(Span<byte> pixels)
    {
        ref var light = ref MemoryMarshal.GetArrayDataReference(_light);
        ref var curve = ref MemoryMarshal.GetArrayDataReference(Curve);
        var most = Vector128.Create(CurveSteps - 1f);
        for (var i = 0; i <= pixels.Length - RgbImage.Channels; i += RgbImage.Channels)
        {
            var pixel = pixels.Slice(i, RgbImage.Channels);
            var sum = Unsafe.Add(ref light, pixel[0])
                + Unsafe.Add(ref light, Levels + pixel[1])
                + Unsafe.Add(ref light, (2 * Levels) + pixel[2]);
            var step = Vector128.ConvertToInt32(Vector128.Min(Vector128.Max(sum, Vector128<float>.Zero), most));
            pixel[0] = Unsafe.Add(ref curve, step[0]);
            pixel[1] = Unsafe.Add(ref curve, step[1]);
            pixel[2] = Unsafe.Add(ref curve, step[2]);
        }
    }
}
