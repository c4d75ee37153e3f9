using TransferKit.Graphs.Sessions;
using TransferKit.Training;

namespace TransferKit.PublicApi.Tests;

/// <summary>What users can call changes only on purpose: <c>TRANSFERKIT_GOLDEN=write</c> writes the approved text anew.</summary>
public class ApprovedApiTests
{
    [Theory]
    [InlineData(typeof(TransferTrainer))]
    [InlineData(typeof(GraphSession))]
    public void PublicApi_IsTheApprovedOne(Type inAssembly)
    {
        var assembly = inAssembly.Assembly;
        var file = Repository.PathOf("tests", "TransferKit.PublicApi.Tests", "Approved", $"{assembly.GetName().Name}.txt");
        var found = ApiPrinter.Print(assembly);
        if (Environment.GetEnvironmentVariable("TRANSFERKIT_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, found);
        }

        var difference = Difference(File.ReadAllText(file).ReplaceLineEndings("\n"), found);
        Assert.True(difference.Length == 0, $"The public API is not the one of {file}:\n{difference}");
    }

    /// <summary>The lines that are only in one of the texts, each below the type that it belongs to.</summary>
    private static string Difference(string approved, string found)
    {
        var (old, now) = (Lines(approved), Lines(found));
        return string.Join('\n', old.Except(now).Select(line => $"- {line}").Concat(now.Except(old).Select(line => $"+ {line}")));
    }

    private static List<string> Lines(string text)
    {
        var type = "";
        return [.. text.Split('\n').Select(line => line.StartsWith(' ') ? $"{type}: {line.Trim()}" : type = line)];
    }
}
