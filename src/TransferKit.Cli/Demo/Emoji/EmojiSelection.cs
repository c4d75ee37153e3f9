using TransferKit.Foundation;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>Which pictures make the data set, and what became of the others.</summary>
/// <param name="Concepts">The concepts, by category and name.</param>
/// <param name="Counts">The counts of every artist.</param>
internal sealed record EmojiSelection(IReadOnlyList<EmojiConcept> Concepts, IReadOnlyList<EmojiCounts> Counts)
{
    /// <summary>How many concepts a category may have.</summary>
    public const int MostConcepts = 120;

    private const string FlagGroup = "Flags";
    private const string FlagWord = "flag";

    /// <summary>
    /// Joins the artists' pictures by name and picks concepts: those that most artists drew first, then by a hash of the name, so
    /// that no letter of the alphabet is favoured.
    /// </summary>
    public static EmojiSelection Of(EmojiPackages packages, AliasTable aliases)
    {
        var joined = new PictureJoin(packages, aliases);
        var concepts = joined.Concepts
            .GroupBy(concept => concept.Category)
            .OrderBy(category => category.Key, StringComparer.Ordinal)
            .SelectMany(category => category
                .OrderByDescending(concept => concept.Pictures.Count)
                .ThenBy(concept => ContentHash.Of(concept.Name).Hex, StringComparer.Ordinal)
                .Take(MostConcepts)
                .OrderBy(concept => concept.Name, StringComparer.Ordinal))
            .ToList();
        return new(concepts, [.. packages.Sets.Select(set => Count(set.Key, set.Value, joined.Concepts, concepts))]);
    }

    /// <summary>Whether a group of the reference artist is used.</summary>
    public static bool IsUsed(string group) => group != FlagGroup;

    private static EmojiCounts Count(
        string artist, IconSet set, IReadOnlyList<EmojiConcept> joined, IReadOnlyList<EmojiConcept> chosen)
    {
        var matched = joined.Select(concept => concept.Pictures.GetValueOrDefault(artist)).OfType<string>().ToHashSet();
        var used = chosen.Count(concept => concept.Pictures.ContainsKey(artist));
        var left = set.Names.Where(name => !matched.Contains(name)).ToList();
        var tones = left.Where(name => EmojiNames.IsSkinTone(name, set.Names)).ToList();
        var flags = left.Except(tones).Count(name => name.Contains(FlagWord, StringComparison.Ordinal));
        return new(artist, used, matched.Count - used, tones.Count, flags, left.Count - tones.Count - flags);
    }
}
