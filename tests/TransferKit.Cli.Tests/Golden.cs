using System.Runtime.CompilerServices;

namespace TransferKit.Cli.Tests;

/// <summary>Compares text with a file beside the tests; <c>TRANSFERKIT_GOLDEN=write</c> writes the file instead.</summary>
internal static class Golden
{
    /// <summary>Asserts that text equals <c>Transcripts/NAME.txt</c>, blanks at line ends aside.</summary>
    public static void Matches(string name, string text, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Root(caller), "Transcripts", name + ".txt");
        var found = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
        if (Environment.GetEnvironmentVariable("TRANSFERKIT_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, found);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), found);
    }

    private static string Root(string caller)
    {
        var folder = Path.GetDirectoryName(caller)!;
        while (!File.Exists(Path.Combine(folder, "TransferKit.Cli.Tests.csproj")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }
}
