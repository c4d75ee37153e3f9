using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>y = max(x * scale + shift, 0), a scale and a shift a column: inputs x [rows, columns], scale, shift [columns].</summary>
internal sealed unsafe class ScaledReluKernel : GraphKernel
{
    public override string Name => "ScaledRelu";

    public override int Inputs => 3;

    public override void Compute(KernelCall call)
    {
        var shape = call.Shape(0);
        var columns = (int)shape[1];
        var (x, y) = ((nint)call.Input(0), (nint)call.Output(shape));
        var (scale, shift) = ((nint)call.Input(1), (nint)call.Input(2));
        RowPieces.ForEach(call, shape[0], columns, row =>
            Row((float*)x + (row * columns), (float*)y + (row * columns), (float*)scale, (float*)shift, columns));
    }

    // At full speed from the first call: a training may be a few hundred calls long.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(float* x, float* y, float* scale, float* shift, int columns)
    {
        var i = 0;
        for (; i <= columns - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256.Max((Vector256.Load(x + i) * Vector256.Load(scale + i)) + Vector256.Load(shift + i), Vector256<float>.Zero).Store(y + i);
        }

        for (; i < columns; i++)
        {
            y[i] = Math.Max((x[i] * scale[i]) + shift[i], 0);
        }
    }
}

/// <summary>dx = dy * scale where y > 0, else 0, for y = max(x * scale + shift, 0): inputs dy, y [rows, columns], scale [columns].</summary>
internal sealed unsafe class ScaledReluGradientKernel : GraphKernel
{
    public override string Name => "ScaledReluGradient";

    public override int Inputs => 3;

    public override void Compute(KernelCall call)
    {
        var shape = call.Shape(0);
        var columns = (int)shape[1];
        var (dy, y, dx) = ((nint)call.Input(0), (nint)call.Input(1), (nint)call.Output(shape));
        var scale = (nint)call.Input(2);
        RowPieces.ForEach(call, shape[0], columns, row =>
            Row((float*)dy + (row * columns), (float*)y + (row * columns), (float*)dx + (row * columns), (float*)scale, columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(float* dy, float* y, float* dx, float* scale, int columns)
    {
        var i = 0;
        for (; i <= columns - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            var positive = Vector256.GreaterThan(Vector256.Load(y + i), Vector256<float>.Zero);
            (Vector256.Load(dy + i) * Vector256.Load(scale + i) & positive).Store(dx + i);
        }

        for (; i < columns; i++)
        {
            dx[i] = y[i] > 0 ? dy[i] * scale[i] : 0;
        }
    }
}
