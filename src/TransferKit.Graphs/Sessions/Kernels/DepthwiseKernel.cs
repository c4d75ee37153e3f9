using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>
/// y[target] = sum over taps of x[source] w[tap], channel by channel: a depthwise convolution on rows. Inputs x [rows, channels],
/// w [taps, channels], numbers of <see cref="DepthwiseWindows"/>; output [targets * images, channels].
/// </summary>
internal unsafe class DepthwiseKernel : GraphKernel
{
    public override string Name => "Depthwise";

    public override int Inputs => 3;

    public override bool HasNumbers => true;

    public override void Compute(KernelCall call)
    {
        var channels = (int)call.Shape(0)[1];
        var windows = new DepthwiseWindows(call.Numbers(2));
        var (x, w) = ((nint)call.Input(0), (nint)call.Input(1));
        var (images, taps, targets) = (windows.Images, windows.Taps, windows.Targets);
        var y = (nint)call.Output((long)targets * images, channels);
        call.ParallelFor(targets, target =>
        {
            var sources = windows.Sources(target);
            for (var image = 0; image < images; image++)
            {
                Row((float*)x, (float*)w, sources, taps, images, image, channels, (float*)y + ((((long)target * images) + image) * channels));
            }
        });
    }

    // At full speed from the first call: a training may be a few hundred calls long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(float* x, float* w, long* sources, int taps, int images, int image, int channels, float* y)
    {
        var c = 0;
        for (; c <= channels - Vector256<float>.Count; c += Vector256<float>.Count)
        {
            var sum = Vector256<float>.Zero;
            for (var tap = 0; tap < taps; tap++)
            {
                if (sources[tap] >= 0)
                {
                    var value = Vector256.Load(x + (((sources[tap] * images) + image) * channels) + c);
                    sum = Vector256.FusedMultiplyAdd(value, Vector256.Load(w + ((long)tap * channels) + c), sum);
                }
            }

            sum.Store(y + c);
        }

        for (; c < channels; c++)
        {
            var sum = 0f;
            for (var tap = 0; tap < taps; tap++)
            {
                sum += sources[tap] < 0 ? 0 : x[(((sources[tap] * images) + image) * channels) + c] * w[((long)tap * channels) + c];
            }

            y[c] = sum;
        }
    }
}

/// <summary>The same sum from the windows' gradients to the map's: it has a name of its own for profiles.</summary>
internal sealed class DepthwiseInputGradientKernel : DepthwiseKernel
{
    public override string Name => "DepthwiseInputGradient";
}
