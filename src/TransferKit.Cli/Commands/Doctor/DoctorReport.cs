using System.Runtime.InteropServices;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Foundation;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging.Vips;

namespace TransferKit.Cli.Commands.Doctor;

/// <summary>The state of the installation.</summary>
/// <param name="Version">TransferKit's version.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Platform">Operating system and processor, as NuGet names them.</param>
/// <param name="Threads">Threads that training uses unless told otherwise.</param>
/// <param name="Checks">What was checked.</param>
internal sealed record DoctorReport(string Version, string Runtime, string Platform, int Threads, IReadOnlyList<HealthCheck> Checks)
{
    /// <summary>Whether everything works.</summary>
    public bool Healthy => Checks.All(check => check.Healthy);

    /// <summary>Looks at this machine.</summary>
    public static DoctorReport Create() => new(
        ProductVersion.Text,
        RuntimeInformation.FrameworkDescription,
        NativeLibraryLoader.Platform,
        Environment.ProcessorCount,
        [
            HealthCheck.Run("ONNX Runtime", () => OnnxRuntimeLibrary.Version),
            HealthCheck.Run("libvips", VipsVersion),
            HealthCheck.Run("Backbone store", () => Store(new BackboneStore())),
            HealthCheck.Run("Feature cache", () => $"{WritableFolders.Require(DefaultFolders.Features)} ({Sizes.Text(SizeOf(DefaultFolders.Features))})"),
        ]);

    private static string VipsVersion()
    {
        VipsLibrary.Start(VipsMode.Photos);
        return string.Join('.', Enumerable.Range(0, 3).Select(VipsNative.vips_version));
    }

    private static string Store(BackboneStore store)
    {
        var stored = store.List();
        return $"{WritableFolders.Require(store.Folder)} ({stored.Count(backbone => backbone.Bytes is not null)} of {stored.Count} backbones, "
            + $"{stored.Count(backbone => backbone.HasSource)} can be converted here)";
    }

    private static long SizeOf(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
