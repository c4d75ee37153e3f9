using System.Runtime.CompilerServices;

namespace TransferKit.Cli.Tests;

/// <summary>
/// Gives the tests, and the processes they start, a home of their own. Its store and cache are shared, because both are found by
/// content; what a run counts and leaves is in a folder of that run (<see cref="CliRun"/>) or of that test (<see cref="CliProcess"/>).
/// </summary>
internal static class TestHome
{
    /// <summary>The folder.</summary>
    public static string Folder { get; } = Directory.CreateTempSubdirectory("transferkit-home-").FullName;

    [ModuleInitializer]
    internal static void Use()
    {
        Environment.SetEnvironmentVariable("TRANSFERKIT_HOME", Folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A ledger of looks that nobody has used.</summary>
    public static string NewLedger() => Path.Combine(Folder, "ledgers", Guid.NewGuid().ToString("n"));
}
