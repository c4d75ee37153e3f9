using System.Text.Json;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>The files of <c>data/emoji</c>, which travel inside the program.</summary>
internal static class EmojiCards
{
    /// <summary>The artist whose names and groups all others are joined to.</summary>
    public const string Reference = "noto";

    private const string Folder = "data/emoji/";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    private static readonly Lazy<IReadOnlyList<EmojiCard>> Cards = new(() =>
    [
        .. typeof(EmojiCards).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
            .Select(name => JsonSerializer.Deserialize<EmojiCard>(Text(name), Format)!)
            .OrderBy(card => card.Artist, StringComparer.Ordinal),
    ]);

    /// <summary>All artists in the order of their names.</summary>
    public static IReadOnlyList<EmojiCard> All => Cards.Value;

    /// <summary>The text of the alias table.</summary>
    public static string AliasText => Text(Folder + "aliases.csv");

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(EmojiCards).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
