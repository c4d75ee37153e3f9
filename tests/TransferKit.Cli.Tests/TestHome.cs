using System.Runtime.CompilerServices;

namespace TransferKit.Cli.Tests;

/// <summary>Gives the tests, and the processes they start, a store and cache of their own.</summary>
internal static class TestHome
{
    [ModuleInitializer]
    internal static void Use()
    {
        var folder = Directory.CreateTempSubdirectory("transferkit-home-").FullName;
        Environment.SetEnvironmentVariable("TRANSFERKIT_HOME", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
