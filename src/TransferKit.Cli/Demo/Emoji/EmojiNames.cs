namespace TransferKit.Cli.Demo.Emoji;

/// <summary>What can be told of a picture by its name.</summary>
internal static class EmojiNames
{
    private const string SkinTone = "skin-tone";

    private static readonly string[] Tones = ["-light", "-medium-light", "-medium", "-medium-dark", "-dark"];

    /// <summary>The form in which names of different artists are compared: no hyphens, no capitals.</summary>
    public static string Normalise(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Whether a picture repeats another in a skin tone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="names">All names of the same artist: some say <c>artist-dark</c> beside <c>artist</c>, in all five tones.</param>
    public static bool IsSkinTone(string name, IReadOnlySet<string> names) =>
        name.Contains(SkinTone, StringComparison.Ordinal)
        || Tones.Any(tone => name.EndsWith(tone, StringComparison.Ordinal) && HasAllTones(name[..^tone.Length], names));

    // A police-car-light is no police-car in a light tone.
    private static bool HasAllTones(string name, IReadOnlySet<string> names) =>
        names.Contains(name) && Tones.All(tone => names.Contains(name + tone));
}
