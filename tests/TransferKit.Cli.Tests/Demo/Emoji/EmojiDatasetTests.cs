using TransferKit.Cli.Demo.Emoji;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Foundation;

namespace TransferKit.Cli.Tests.Demo.Emoji;

public sealed class EmojiDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private EmojiFolder Pictures => new(_folder["emoji"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pictures_AreJoinedDrawnAndCounted()
    {
        var emoji = await OpenAsync(TinyEmoji.ReadAsync);

        Assert.Equal(
            ["noto/moon.png", "noto/pear.png", "noto/red-apple.png", "noto/sun.png", "other/pear.png", "other/red-apple.png", "other/sun.png"],
            emoji.Images.Samples.Select(sample => sample.Name).Order(StringComparer.Ordinal));
        Assert.All(emoji.Images.Samples, sample => Assert.Equal(
            (sample.Name.Split('/')[0], sample.Name.Split('/')[1]), (sample.Source, sample.Group + ".png")));
        Assert.Equal([new("noto", 4, 0, 1, 1, 0), new("other", 3, 0, 0, 1, 1)], emoji.Counts);
    }

    [Fact]
    public async Task WhatIsDrawn_IsNotDrawnAgain()
    {
        await OpenAsync(TinyEmoji.ReadAsync);

        var again = await OpenAsync(_ => throw new InvalidOperationException("the packages were read again"));

        Assert.Equal(7, again.Images.Samples.Count);
    }

    [Theory]
    [InlineData("noto/sun.png")]
    [InlineData("emoji.csv")]
    [InlineData("counts.json")]
    public async Task WhatIsDamaged_IsDrawnAgain(string file)
    {
        await OpenAsync(TinyEmoji.ReadAsync);
        var path = Path.Combine(Pictures.Root, file);
        var whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, whole[..(whole.Length / 2)]);

        await OpenAsync(TinyEmoji.ReadAsync);

        Assert.Equal(whole, await File.ReadAllBytesAsync(path));
    }

    [Fact]
    public async Task WhatIsStoppedHalfWay_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        var stopAtThird = new Listener(report => { if (report is { Phase: "draw", Done: 3 }) { stop.Cancel(); } });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            EmojiDataset.OpenAsync(Pictures, TinyEmoji.ReadAsync, stopAtThird, stop.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task WhatAKilledProcessLeft_IsDeletedAnHourLater()
    {
        var (old, young) = (Directory.CreateDirectory(_folder["emoji.1.tmp"]), Directory.CreateDirectory(_folder["emoji.2.tmp"]));
        old.LastWriteTimeUtc = DateTime.UnixEpoch;

        await OpenAsync(TinyEmoji.ReadAsync);

        Assert.Equal((false, true), (Directory.Exists(old.FullName), Directory.Exists(young.FullName)));
    }

    private Task<EmojiDataset> OpenAsync(Func<CancellationToken, Task<EmojiPackages>> packages) =>
        EmojiDataset.OpenAsync(Pictures, packages, new Listener(_ => { }), default);

    private sealed class Listener(Action<ProgressReport> hear) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => hear(value);
    }
}
