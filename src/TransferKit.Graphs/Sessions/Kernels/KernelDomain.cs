using System.Runtime.InteropServices;

namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>Makes our kernels known to sessions, through the C API's own door for custom operators.</summary>
internal static unsafe class KernelDomain
{
    private const int Float = 1;
    private const int Int64 = 7;

    private static readonly GraphKernel[] Kernels =
    [
        new ClipGradientKernel(), new ScaledReluKernel(), new ScaledReluGradientKernel(),
        new DepthwiseKernel(), new DepthwiseInputGradientKernel(), new DepthwiseWeightGradientKernel(),
    ];

    private static readonly nint[] Names = [.. Kernels.Select(kernel => Marshal.StringToCoTaskMemUTF8(kernel.Name))];

    private static readonly nint Domain = Create();

    /// <summary>Lets sessions made with these options use our kernels.</summary>
    public static void AddTo(nint sessionOptions) => NativeApi.AddDomain(sessionOptions, Domain);

    /// <summary>The domain lives as long as the process: sessions keep pointers into it.</summary>
    private static nint Create()
    {
        var domain = NativeApi.CreateDomain((byte*)Marshal.StringToCoTaskMemUTF8(GraphKernel.Domain));
        for (var number = 0; number < Kernels.Length; number++)
        {
            var custom = (CustomOperator*)NativeMemory.AllocZeroed((nuint)sizeof(CustomOperator));
            *custom = new CustomOperator
            {
                Version = CustomOperator.StructVersion,
                GetName = &GetName,
                GetExecutionProviderType = &GetProvider,
                GetInputType = &GetInputType,
                GetInputTypeCount = &GetInputCount,
                GetOutputType = &GetOutputType,
                GetOutputTypeCount = &GetOutputCount,
                KernelDestroy = &Destroy,
                GetInputCharacteristic = &GetCharacteristic,
                GetOutputCharacteristic = &GetCharacteristic,
                GetInputMemoryType = &GetMemoryType,
                GetVariadicInputMinArity = &GetArity,
                GetVariadicInputHomogeneity = &GetArity,
                GetVariadicOutputMinArity = &GetArity,
                GetVariadicOutputHomogeneity = &GetArity,
                CreateKernelV2 = &CreateKernel,
                KernelComputeV2 = &Compute,
                Number = number,
            };
            NativeApi.AddOperator(domain, custom);
        }

        return domain;
    }

    [UnmanagedCallersOnly]
    private static byte* GetName(CustomOperator* custom) => (byte*)Names[custom->Number];

    [UnmanagedCallersOnly]
    private static byte* GetProvider(CustomOperator* custom) => null;

    [UnmanagedCallersOnly]
    private static int GetInputType(CustomOperator* custom, nuint index)
    {
        var kernel = Kernels[custom->Number];
        return kernel.HasNumbers && (int)index == kernel.Inputs - 1 ? Int64 : Float;
    }

    [UnmanagedCallersOnly]
    private static nuint GetInputCount(CustomOperator* custom) => (nuint)Kernels[custom->Number].Inputs;

    [UnmanagedCallersOnly]
    private static int GetOutputType(CustomOperator* custom, nuint index) => Float;

    [UnmanagedCallersOnly]
    private static nuint GetOutputCount(CustomOperator* custom) => 1;

    [UnmanagedCallersOnly]
    private static void Destroy(void* kernel)
    {
    }

    [UnmanagedCallersOnly]
    private static int GetCharacteristic(CustomOperator* custom, nuint index) => 0;

    [UnmanagedCallersOnly]
    private static int GetMemoryType(CustomOperator* custom, nuint index) => 0;

    [UnmanagedCallersOnly]
    private static int GetArity(CustomOperator* custom) => 1;

    [UnmanagedCallersOnly]
    private static nint CreateKernel(CustomOperator* custom, nint api, nint info, void** kernel)
    {
        // Null would be no kernel at all.
        *kernel = (void*)(nint)(custom->Number + 1);
        return 0;
    }

    [UnmanagedCallersOnly]
    private static nint Compute(void* kernel, nint context)
    {
        try
        {
            Kernels[(int)(nint)kernel - 1].Compute(new KernelCall(context));
            return 0;
        }
        catch (Exception error)
        {
            // No exception may cross into native code: it becomes ONNX Runtime's own error.
            return NativeApi.Failure($"{Kernels[(int)(nint)kernel - 1].Name}: {error.Message}");
        }
    }
}
