using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>
/// dw[tap] = sum over windows of x[source] dy[window], channel by channel. Inputs x [rows, channels], dy [windows * images,
/// channels], numbers of <see cref="DepthwiseWindows"/>; output [taps, channels].
/// </summary>
internal sealed unsafe class DepthwiseWeightGradientKernel : GraphKernel
{
    // Channels of one piece of work: eight registers of sums, and rows of four cache lines.
    private const int Lanes = 64;

    public override string Name => "DepthwiseWeightGradient";

    public override int Inputs => 3;

    public override bool HasNumbers => true;

    public override void Compute(KernelCall call)
    {
        var channels = (int)call.Shape(0)[1];
        var windows = new DepthwiseWindows(call.Numbers(2));
        var (x, dy) = ((nint)call.Input(0), (nint)call.Input(1));
        var (images, taps, targets) = (windows.Images, windows.Taps, windows.Targets);
        var dw = (nint)call.Output(taps, channels);
        // Each piece of work owns its channels, so the sums do not depend on the number of threads.
        call.ParallelFor((channels + Lanes - 1) / Lanes, piece =>
        {
            var first = piece * Lanes;
            Sum((float*)x, (float*)dy, windows.Sources(0), (images, taps, targets, channels), first, Math.Min(Lanes, channels - first), (float*)dw);
        });
    }

    // At full speed from the first call: a training may be a few hundred calls long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(
        float* x, float* dy, long* sources, (int Images, int Taps, int Targets, int Channels) size, int first, int count, float* dw)
    {
        var (images, taps, targets, channels) = size;
        for (var tap = 0; tap < taps; tap++)
        {
            new Span<float>(dw + ((long)tap * channels) + first, count).Clear();
        }

        // A window's gradients stay in the nearest cache while all its taps use them.
        for (var target = 0; target < targets; target++)
        {
            var to = dy + ((long)target * images * channels) + first;
            for (var tap = 0; tap < taps; tap++)
            {
                if (sources[((long)target * taps) + tap] is var source && source >= 0)
                {
                    var from = x + (source * images * channels) + first;
                    var sums = dw + ((long)tap * channels) + first;
                    if (count == Lanes)
                    {
                        AddRows(from, to, images, channels, sums);
                    }
                    else
                    {
                        AddFewer(from, to, images, channels, count, sums);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRows(float* x, float* dy, int images, int channels, float* sums)
    {
        var (a, b, c, d) = (Vector256.Load(sums), Vector256.Load(sums + 8), Vector256.Load(sums + 16), Vector256.Load(sums + 24));
        var (e, f, g, h) = (Vector256.Load(sums + 32), Vector256.Load(sums + 40), Vector256.Load(sums + 48), Vector256.Load(sums + 56));
        for (var image = 0; image < images; image++, x += channels, dy += channels)
        {
            a = Vector256.FusedMultiplyAdd(Vector256.Load(x), Vector256.Load(dy), a);
            b = Vector256.FusedMultiplyAdd(Vector256.Load(x + 8), Vector256.Load(dy + 8), b);
            c = Vector256.FusedMultiplyAdd(Vector256.Load(x + 16), Vector256.Load(dy + 16), c);
            d = Vector256.FusedMultiplyAdd(Vector256.Load(x + 24), Vector256.Load(dy + 24), d);
            e = Vector256.FusedMultiplyAdd(Vector256.Load(x + 32), Vector256.Load(dy + 32), e);
            f = Vector256.FusedMultiplyAdd(Vector256.Load(x + 40), Vector256.Load(dy + 40), f);
            g = Vector256.FusedMultiplyAdd(Vector256.Load(x + 48), Vector256.Load(dy + 48), g);
            h = Vector256.FusedMultiplyAdd(Vector256.Load(x + 56), Vector256.Load(dy + 56), h);
        }

        a.Store(sums);
        b.Store(sums + 8);
        c.Store(sums + 16);
        d.Store(sums + 24);
        e.Store(sums + 32);
        f.Store(sums + 40);
        g.Store(sums + 48);
        h.Store(sums + 56);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddFewer(float* x, float* dy, int images, int channels, int count, float* sums)
    {
        for (var image = 0; image < images; image++, x += channels, dy += channels)
        {
            var c = 0;
            for (; c <= count - Vector256<float>.Count; c += Vector256<float>.Count)
            {
                Vector256.FusedMultiplyAdd(Vector256.Load(x + c), Vector256.Load(dy + c), Vector256.Load(sums + c)).Store(sums + c);
            }

            for (; c < count; c++)
            {
                sums[c] += x[c] * dy[c];
            }
        }
    }
}
