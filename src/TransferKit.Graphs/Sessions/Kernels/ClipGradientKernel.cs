using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>dx = dy where low &lt; y &lt; high, else 0, for y = clip(x, low, high): inputs dy, y, [low, high].</summary>
internal sealed unsafe class ClipGradientKernel : GraphKernel
{
    private const int PieceValues = 1 << 16;

    public override string Name => "ClipGradient";

    public override int Inputs => 3;

    public override void Compute(KernelCall call)
    {
        var shape = call.Shape(0);
        var count = Tensors.Count(shape);
        var (dy, y, dx) = ((nint)call.Input(0), (nint)call.Input(1), (nint)call.Output(shape));
        var (low, high) = (call.Input(2)[0], call.Input(2)[1]);
        call.ParallelFor((int)((count + PieceValues - 1) / PieceValues), piece =>
        {
            var start = (long)piece * PieceValues;
            Mask((float*)dy + start, (float*)y + start, (float*)dx + start, (int)Math.Min(PieceValues, count - start), low, high);
        });
    }

    // At full speed from the first call: a training may be a few hundred calls long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mask(float* dy, float* y, float* dx, int count, float low, float high)
    {
        var (lows, highs) = (Vector256.Create(low), Vector256.Create(high));
        var i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var value = Vector256.Load(y + i);
            var inside = Vector256.GreaterThan(value, lows) & Vector256.LessThan(value, highs);
            (Vector256.Load(dy + i) & inside).Store(dx + i);
        }

        for (; i < count; i++)
        {
            dx[i] = y[i] > low && y[i] < high ? dy[i] : 0;
        }
    }
}
