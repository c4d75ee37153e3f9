using TransferKit.Cli.Demo.Emoji;

namespace TransferKit.Cli.Tests.Demo.Emoji;

/// <summary>The packages that the build installed, read once for all tests.</summary>
public sealed class InstalledPackages : IAsyncLifetime
{
    internal EmojiPackages Packages { get; private set; } = null!;

    internal AliasTable Aliases { get; } = AliasTable.Parse(EmojiCards.AliasText);

    public async Task InitializeAsync() => Packages = await EmojiPackages.ReadAsync(default);

    public Task DisposeAsync() => Task.CompletedTask;
}
