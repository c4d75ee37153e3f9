using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Foundation;

namespace TransferKit.Graphs.Sessions;

/// <summary>Loads the native library of ONNX Runtime before the first call into its C# API.</summary>
public static class OnnxRuntimeLibrary
{
    private static readonly Lazy<string> LoadedVersion = new(() => OrtEnv.Instance().GetVersionString());

    /// <summary>The version of the native library, such as <c>1.29.0</c>.</summary>
    /// <exception cref="MissingNativeLibraryException">The library is not beside the program.</exception>
    public static string Version
    {
        get
        {
            EnsureLoaded();
            return LoadedVersion.Value;
        }
    }

#if ONNXRUNTIME_FROM_NPM
    private static readonly Lazy<nint> Handle = new(() => NativeLibraryLoader.Load("onnxruntime", typeof(OrtEnv).Assembly, FileNames));

    // The package that serves Linux on ARM has the version in the name.
    private static IReadOnlyList<string> FileNames =>
        OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.dylib"]
        : ["libonnxruntime.so", "libonnxruntime.so.1"];

    /// <summary>Loads the library, or explains what is missing; called before every first use.</summary>
    /// <exception cref="MissingNativeLibraryException">The library is not beside the program.</exception>
    public static void EnsureLoaded() => _ = Handle.Value;

    /// <summary>The address of a function of the library.</summary>
    internal static nint Export(string function) => NativeLibrary.GetExport(Handle.Value, function);

    // Before any type of the C# API is touched: its static constructors call the library at once.
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "Registers a resolver only; nothing is loaded until the first use.")]
    internal static void Register()
    {
        OrtEnv.DisableDllImportResolver = true;
        NativeLibrary.SetDllImportResolver(
            typeof(OrtEnv).Assembly, (name, _, _) => name.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase) ? Handle.Value : 0);
    }
#else
    /// <summary>The NuGet package finds its own library.</summary>
    public static void EnsureLoaded() => RuntimeHelpers.RunClassConstructor(typeof(OrtEnv).TypeHandle);

    /// <summary>The address of a function of the library.</summary>
    internal static nint Export(string function) => NativeLibrary.GetExport(NativeLibrary.Load("onnxruntime", typeof(OrtEnv).Assembly, null), function);
#endif
}
