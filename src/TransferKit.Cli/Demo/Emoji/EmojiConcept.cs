namespace TransferKit.Cli.Demo.Emoji;

/// <summary>Something that artists have drawn, such as a fox.</summary>
/// <param name="Name">What the reference artist calls it.</param>
/// <param name="Category">Its Unicode group.</param>
/// <param name="Pictures">The name of its picture by artist, for those who drew it.</param>
internal sealed record EmojiConcept(string Name, string Category, IReadOnlyDictionary<string, string> Pictures);
