using System.Runtime.CompilerServices;

namespace TransferKit.Imaging.Resizing;

/// <summary>
/// For every output position along one axis: the input positions that it averages and their weights. The triangle is as wide as
/// the step between two outputs when shrinking, and two pixels wide when enlarging, which is bilinear interpolation.
/// </summary>
internal sealed class TriangleFilter
{
    private readonly int _widest;
    private readonly int[] _first;
    private readonly int[] _count;
    private readonly float[] _weights;

    /// <param name="input">Pixels along the axis.</param>
    /// <param name="span">The part of them that is used.</param>
    /// <param name="output">Pixels wanted.</param>
    internal TriangleFilter(int input, AxisSpan span, int output)
    {
        var step = span.Length / output;
        var radius = Math.Max(1, step);
        _widest = (int)Math.Ceiling(radius * 2) + 1;
        _first = new int[output];
        _count = new int[output];
        _weights = new float[output * _widest];
        for (var i = 0; i < output; i++)
        {
            // Pixel centres lie at halves: the outer edges of input and output coincide.
            var centre = span.Start + ((i + 0.5) * step);
            var first = Math.Max(0, (int)Math.Floor(centre - radius + 0.5));
            var end = Math.Min(input, (int)Math.Floor(centre + radius + 0.5));
            (_first[i], _count[i]) = (first, end - first);
            Fill(_weights.AsSpan(i * _widest, end - first), first, centre, radius);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int First(int output) => _first[output];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<float> Weights(int output) => _weights.AsSpan(output * _widest, _count[output]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fill(Span<float> weights, int first, double centre, double radius)
    {
        var sum = 0.0;
        for (var k = 0; k < weights.Length; k++)
        {
            sum += Height(first + k, centre, radius);
        }

        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = (float)(Height(first + k, centre, radius) / sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Height(int position, double centre, double radius) =>
        Math.Max(0, 1 - (Math.Abs(position + 0.5 - centre) / radius));
}
