using TransferKit.Foundation;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>Where the drawn pictures are kept: a folder whose name holds the digest of all that made them.</summary>
/// <param name="Root">The folder.</param>
internal sealed record EmojiFolder(string Root)
{
    /// <summary>Width and height of a picture, pixels.</summary>
    public const int PictureSize = 128;

    // Counts up when the same inputs give other pictures or another table.
    private const int FormatVersion = 1;

    /// <summary>The folder in the user's cache that belongs to this program's cards and aliases.</summary>
    public static EmojiFolder Standard => new(Path.Combine(DefaultFolders.Root, "demo", $"emoji-{Key().Hex[..12]}"));

    /// <summary>The table of all pictures.</summary>
    public string Table => Path.Combine(Root, "emoji.csv");

    /// <summary>What became of every artist's pictures.</summary>
    public string Counts => Path.Combine(Root, "counts.json");

    /// <summary>The table of pictures by the artists that the demo learns from, with its split.</summary>
    public string SeenTable => Path.Combine(Root, "seen.csv");

    /// <summary>The table of held-out concepts by the artists that the demo does not learn from.</summary>
    public string UnseenTable => Path.Combine(Root, "unseen.csv");

    private static ContentHash Key() => ContentHash.OfParts(
    [
        $"{FormatVersion}", $"{PictureSize}", $"{EmojiSelection.MostConcepts}", EmojiCards.AliasText,
        .. EmojiCards.All.SelectMany(card => card.Files.Select(file => $"{card.Artist} {file.Path} {file.Sha256}")),
    ]);
}
