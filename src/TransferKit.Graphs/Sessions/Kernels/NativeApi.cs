using System.Runtime.InteropServices;

namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>
/// The functions of ONNX Runtime's C API that kernels of our own need and the C# API does not show. The API is a table of functions
/// whose order never changes (onnxruntime_c_api.h); the numbers are places in it.
/// </summary>
internal static unsafe class NativeApi
{
    // The version that has all that is used here, KernelContext_ParallelFor being the newest.
    private const uint Version = 17;
    private const int CreateStatus = 0;
    private const int CreateCustomOpDomain = 26;
    private const int CustomOpDomainAdd = 27;
    private const int AddCustomOpDomain = 28;
    private const int GetTensorMutableData = 51;
    private const int GetDimensionsCount = 61;
    private const int GetDimensions = 62;
    private const int GetTensorTypeAndShape = 65;
    private const int KernelContextGetInput = 90;
    private const int KernelContextGetOutput = 91;
    private const int ReleaseTensorTypeAndShapeInfo = 99;
    private const int KernelContextParallelFor = 274;

    private static readonly void** Functions = Load();

    /// <summary>Makes a domain of operators.</summary>
    public static nint CreateDomain(byte* name)
    {
        nint domain;
        Check(((delegate* unmanaged<byte*, nint*, nint>)Functions[CreateCustomOpDomain])(name, &domain));
        return domain;
    }

    /// <summary>Adds an operator to a domain.</summary>
    public static void AddOperator(nint domain, CustomOperator* custom) =>
        Check(((delegate* unmanaged<nint, CustomOperator*, nint>)Functions[CustomOpDomainAdd])(domain, custom));

    /// <summary>Lets sessions made with these options know a domain.</summary>
    public static void AddDomain(nint sessionOptions, nint domain) =>
        Check(((delegate* unmanaged<nint, nint, nint>)Functions[AddCustomOpDomain])(sessionOptions, domain));

    /// <summary>An error to hand back to ONNX Runtime.</summary>
    public static nint Failure(string message)
    {
        var text = Marshal.StringToCoTaskMemUTF8(message);
        var status = ((delegate* unmanaged<int, byte*, nint>)Functions[CreateStatus])(1, (byte*)text);
        Marshal.FreeCoTaskMem(text);
        return status;
    }

    /// <summary>An input's values.</summary>
    public static void* Input(nint context, int index)
    {
        nint value;
        void* data;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)Functions[KernelContextGetInput])(context, (nuint)index, &value));
        Check(((delegate* unmanaged<nint, void**, nint>)Functions[GetTensorMutableData])(value, &data));
        return data;
    }

    /// <summary>An input's shape.</summary>
    public static long[] Shape(nint context, int index)
    {
        nint value, info;
        nuint rank;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)Functions[KernelContextGetInput])(context, (nuint)index, &value));
        Check(((delegate* unmanaged<nint, nint*, nint>)Functions[GetTensorTypeAndShape])(value, &info));
        Check(((delegate* unmanaged<nint, nuint*, nint>)Functions[GetDimensionsCount])(info, &rank));
        var shape = new long[(int)rank];
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged<nint, long*, nuint, nint>)Functions[GetDimensions])(info, dimensions, rank));
        }

        ((delegate* unmanaged<nint, void>)Functions[ReleaseTensorTypeAndShapeInfo])(info);
        return shape;
    }

    /// <summary>Reserves the output and returns its memory.</summary>
    public static float* Output(nint context, ReadOnlySpan<long> shape)
    {
        nint value;
        void* data;
        fixed (long* dimensions = shape)
        {
            Check(((delegate* unmanaged<nint, nuint, long*, nuint, nint*, nint>)Functions[KernelContextGetOutput])(context, 0, dimensions, (nuint)shape.Length, &value));
        }

        Check(((delegate* unmanaged<nint, void**, nint>)Functions[GetTensorMutableData])(value, &data));
        return (float*)data;
    }

    /// <summary>Runs pieces of work on the session's own threads.</summary>
    public static void ParallelFor(nint context, delegate* unmanaged<void*, nuint, void> work, int pieces, void* state) =>
        Check(((delegate* unmanaged<nint, delegate* unmanaged<void*, nuint, void>, nuint, nuint, void*, nint>)Functions[KernelContextParallelFor])(context, work, (nuint)pieces, 0, state));

    private static void Check(nint status)
    {
        if (status != 0)
        {
            throw new InvalidOperationException("ONNX Runtime refused a call of one of our kernels.");
        }
    }

    private static void** Load()
    {
        OnnxRuntimeLibrary.EnsureLoaded();
        // OrtApiBase is a struct whose first member is GetApi.
        var apiBase = ((delegate* unmanaged<nint*>)OnnxRuntimeLibrary.Export("OrtGetApiBase"))();
        var api = ((delegate* unmanaged<uint, nint>)apiBase[0])(Version);
        return api != 0 ? (void**)api : throw new InvalidOperationException($"ONNX Runtime {OnnxRuntimeLibrary.Version} has no C API of version {Version}.");
    }
}
