namespace TransferKit.Foundation;

/// <summary>
/// Where TransferKit keeps what can be made again: the folder that the environment variable <c>TRANSFERKIT_HOME</c> names, else
/// <c>transferkit</c> in the user's cache folder (<c>XDG_CACHE_HOME</c>, else the platform's own).
/// </summary>
public static class DefaultFolders
{
    /// <summary>The folder itself.</summary>
    public static string Root => Environment.GetEnvironmentVariable("TRANSFERKIT_HOME") is { Length: > 0 } home
        ? Path.GetFullPath(home)
        : Path.Combine(UserCache, "transferkit");

    /// <summary>Converted backbones.</summary>
    public static string Backbones => Path.Combine(Root, "backbones");

    /// <summary>Computed features.</summary>
    public static string Features => Path.Combine(Root, "features");

    /// <summary>Ledgers of runs.</summary>
    public static string Runs => Path.Combine(Root, "runs");

    private static string UserCache => new[]
    {
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } user ? Path.Combine(user, ".cache") : null,
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
    }.FirstOrDefault(folder => folder is { Length: > 0 }) ?? Path.GetTempPath();
}
