using System.Reflection;
using System.Runtime.InteropServices;

namespace TransferKit.Foundation;

/// <summary>Finds a native library beside the program, in the layouts that build, publish and NuGet produce.</summary>
public static class NativeLibraryLoader
{
    /// <summary>Loads a library of this platform.</summary>
    /// <param name="library">A short name for messages, such as <c>libvips</c>.</param>
    /// <param name="assembly">The assembly whose probing paths are tried last.</param>
    /// <param name="fileNames">The names the file may have on this platform, the most specific first.</param>
    /// <returns>The library's handle, which stays loaded until the process ends.</returns>
    /// <exception cref="MissingNativeLibraryException">None of the files is there, or none can be loaded.</exception>
    public static nint Load(string library, Assembly assembly, params IReadOnlyList<string> fileNames)
    {
        var tried = new List<string>();
        Exception? loaderError = null;
        foreach (var path in Candidates(fileNames))
        {
            tried.Add(path);
            if (!File.Exists(path))
            {
                continue;
            }

            try
            {
                return NativeLibrary.Load(path);
            }
            catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
            {
                loaderError = error;
            }
        }

        foreach (var name in fileNames)
        {
            tried.Add(name + " (system search path)");
            if (NativeLibrary.TryLoad(name, assembly, null, out var handle))
            {
                return handle;
            }
        }

        throw new MissingNativeLibraryException(library, tried, loaderError);
    }

    /// <summary>The platform as NuGet's folder names spell it, such as <c>linux-x64</c>.</summary>
    public static string Platform { get; } =
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static IEnumerable<string> Candidates(IReadOnlyList<string> fileNames)
    {
        foreach (var name in fileNames)
        {
            yield return Path.Combine(AppContext.BaseDirectory, "runtimes", Platform, "native", name);
            yield return Path.Combine(AppContext.BaseDirectory, name);
        }
    }
}
