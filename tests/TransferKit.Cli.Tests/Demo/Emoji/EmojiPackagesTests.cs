using TransferKit.Cli.Demo.Emoji;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Foundation;

namespace TransferKit.Cli.Tests.Demo.Emoji;

public sealed class EmojiPackagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task MissingPackages_AreNamed()
    {
        var error = await Assert.ThrowsAsync<MissingDemoPackageException>(() => EmojiPackages.ReadAsync([_folder.Root], EmojiCards.All, default));

        Assert.Equal((FaultKind.Input, "missing-package"), (error.Fault, error.Kind));
        Assert.All(EmojiCards.All, card => Assert.Contains($"{card.Package} {card.Version}", error.Message));
        Assert.Contains(_folder.Root, error.Message);
    }

    [Fact]
    public async Task AChangedFile_IsRefused()
    {
        var card = EmojiCards.All.Single(card => card.Artist == "fxemoji");
        var path = _folder[Path.Combine(card.Package, "icons.json")];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "{}");

        var error = await Assert.ThrowsAsync<DamagedFileException>(() => EmojiPackages.ReadAsync([_folder.Root], [card], default));

        Assert.Contains("SHA-256", error.Message);
        Assert.Equal(path, error.Path);
    }
}
