using System.Runtime.InteropServices;

namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>One call of a kernel by ONNX Runtime.</summary>
internal readonly unsafe struct KernelCall(nint context)
{
    /// <summary>An input's numbers.</summary>
    public float* Input(int index) => (float*)NativeApi.Input(context, index);

    /// <summary>The whole numbers of an int64 input.</summary>
    public long* Numbers(int index) => (long*)NativeApi.Input(context, index);

    /// <summary>An input's shape.</summary>
    public long[] Shape(int index) => NativeApi.Shape(context, index);

    /// <summary>The memory of the output.</summary>
    public float* Output(params ReadOnlySpan<long> shape) => NativeApi.Output(context, shape);

    /// <summary>Does pieces of work, 0 to <paramref name="pieces"/> - 1, on the session's threads.</summary>
    public void ParallelFor(int pieces, Action<int> work)
    {
        if (pieces <= 1)
        {
            work(0);
            return;
        }

        var handle = GCHandle.Alloc(work);
        try
        {
            NativeApi.ParallelFor(context, &Piece, pieces, (void*)GCHandle.ToIntPtr(handle));
        }
        finally
        {
            handle.Free();
        }
    }

    [UnmanagedCallersOnly]
    private static void Piece(void* state, nuint number) => ((Action<int>)GCHandle.FromIntPtr((nint)state).Target!)((int)number);
}
