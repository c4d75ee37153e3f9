using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TransferKit.Foundation;

namespace TransferKit.Imaging.Vips;

/// <summary>A GLib GValue: a type and 16 bytes of payload.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    internal nuint Type;
    internal long First;
    internal long Second;
}

/// <summary>
/// The few C functions of libvips and GLib that are used. None is variadic: those cannot be called from .NET on every platform.
/// </summary>
internal static unsafe partial class VipsNative
{
    private const string Library = "libvips";

    /// <summary>
    /// Has the runtime find libvips beside the program; called once, before the first call of a function below.
    /// </summary>
    internal static void Resolve() => NativeLibrary.SetDllImportResolver(
        typeof(VipsNative).Assembly,
        (name, assembly, _) => name == Library ? NativeLibraryLoader.Load(Library, assembly, FileNames()) : 0);

    [LibraryImport(Library)]
    internal static partial int vips_init(byte* programName);

    [LibraryImport(Library)]
    internal static partial int vips_version(int part);

    [LibraryImport(Library)]
    internal static partial void vips_concurrency_set(int threads);

    [LibraryImport(Library)]
    internal static partial void vips_cache_set_max(int operations);

    [LibraryImport(Library)]
    internal static partial void vips_block_untrusted_set(int blocked);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void vips_operation_block_set(string className, int blocked);

    [LibraryImport(Library)]
    internal static partial nint vips_error_buffer_copy();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint vips_operation_new(string name);

    [LibraryImport(Library)]
    internal static partial nint vips_cache_operation_build(nint operation);

    [LibraryImport(Library)]
    internal static partial void vips_object_unref_outputs(nint operation);

    [LibraryImport(Library)]
    internal static partial nuint vips_blob_get_type();

    [LibraryImport(Library)]
    internal static partial nuint vips_array_double_get_type();

    [LibraryImport(Library)]
    internal static partial void vips_value_set_blob(ref GValue value, nint free, void* data, nuint length);

    [LibraryImport(Library)]
    internal static partial void* vips_value_get_blob(ref GValue value, out nuint length);

    [LibraryImport(Library)]
    internal static partial void vips_value_set_array_double(ref GValue value, double* array, int count);

    [LibraryImport(Library)]
    internal static partial nint vips_image_new_from_memory(void* data, nuint size, int width, int height, int bands, int format);

    [LibraryImport(Library)]
    internal static partial nint vips_region_new(VipsImage image);

    [LibraryImport(Library)]
    internal static partial void* vips_region_fetch(nint region, int left, int top, int width, int height, out nuint size);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_width(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_height(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_bands(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_format(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_interpretation(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_hasalpha(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_orientation(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_n_pages(VipsImage image);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint vips_image_get_typeof(VipsImage image, string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vips_image_get_blob(VipsImage image, string name, out void* data, out nuint length);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void vips_image_set_blob_copy(VipsImage image, string name, void* data, nuint length);

    [LibraryImport(Library)]
    internal static partial void g_value_init(ref GValue value, nuint type);

    [LibraryImport(Library)]
    internal static partial void g_value_unset(ref GValue value);

    [LibraryImport(Library)]
    internal static partial void g_value_set_int(ref GValue value, int number);

    [LibraryImport(Library)]
    internal static partial void g_value_set_double(ref GValue value, double number);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_value_set_string(ref GValue value, string text);

    [LibraryImport(Library)]
    internal static partial void g_value_set_object(ref GValue value, VipsImage image);

    [LibraryImport(Library)]
    internal static partial nint g_value_dup_object(ref GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_set_property(nint instance, string name, ref GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_get_property(nint instance, string name, ref GValue value);

    [LibraryImport(Library)]
    internal static partial nint g_object_ref(VipsImage instance);

    [LibraryImport(Library)]
    internal static partial void g_object_unref(nint instance);

    [LibraryImport(Library)]
    internal static partial void g_free(void* memory);

    [LibraryImport(Library)]
    internal static partial nint g_log_set_default_handler(delegate* unmanaged[Cdecl]<byte*, int, byte*, void*, void> handler, void* data);

    /// <summary>Drops what GLib would print on stderr: what matters comes back as an error.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void IgnoreLog(byte* domain, int level, byte* message, void* data)
    {
    }

    /// <summary>
    /// The names of the file: whatever version lies beside the program, then the pattern itself, so that an error tells what was
    /// looked for, then a system's own.
    /// </summary>
    private static List<string> FileNames()
    {
        var (pattern, systemName) = OperatingSystem.IsWindows() ? ("libvips-4*.dll", "libvips-42.dll")
            : OperatingSystem.IsMacOS() ? ("libvips-cpp*.dylib", "libvips.42.dylib")
            : ("libvips-cpp.so*", "libvips.so.42");
        var program = AppContext.BaseDirectory;
        string[] folders = [Path.Combine(program, "runtimes", NativeLibraryLoader.Platform, "native"), program];
        return [.. folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal), pattern, systemName];
    }
}
