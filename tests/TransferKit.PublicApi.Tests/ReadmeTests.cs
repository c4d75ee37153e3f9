using FirstTransfer;

namespace TransferKit.PublicApi.Tests;

public sealed class ReadmeTests : IDisposable
{
    private readonly string _before = Environment.CurrentDirectory;
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-readme-").FullName;

    [Fact]
    public void CodeInReadme_IsTheSamplesCode()
    {
        var readme = File.ReadAllLines(Repository.PathOf("README.md"));
        var shown = readme.SkipWhile(line => line != "```csharp").Skip(1).TakeWhile(line => line != "```");
        var sample = File.ReadAllLines(Repository.PathOf("samples", "01-first-transfer", "ReadmeSnippet.cs"));
        var compiled = sample
            .SkipWhile(line => line.Trim() != "// <readme>").Skip(1)
            .TakeWhile(line => line.Trim() != "// </readme>").ToList();
        var indentation = compiled.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);

        Assert.NotEmpty(compiled);
        Assert.Equal(compiled.Select(line => line.Length == 0 ? line : line[indentation..]), shown);
    }

    [Fact]
    public async Task CodeInReadme_Runs()
    {
        Shapes.Draw(Path.Combine(_folder, "photos"), perClass: 12, seed: 1);
        File.Copy(Path.Combine(_folder, "photos", "ring", "00.bmp"), Path.Combine(_folder, "bolt.jpg"));
        Environment.CurrentDirectory = _folder;

        await ReadmeSnippet.RunAsync();

        Assert.True(File.Exists(Path.Combine(_folder, "parts.onnx")));
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Directory.Delete(_folder, recursive: true);
    }
}
