namespace TransferKit.Cli.Demo.Emoji;

/// <summary>Joins the pictures of all artists to the concepts of the reference artist.</summary>
internal sealed class PictureJoin
{
    private readonly EmojiPackages _packages;
    private readonly AliasTable _aliases;

    public PictureJoin(EmojiPackages packages, AliasTable aliases)
    {
        (_packages, _aliases) = (packages, aliases);
        var pictures = packages.Sets.ToDictionary(set => set.Key, set => ByConcept(set.Key, set.Value));
        Concepts =
        [
            .. ReferenceNames().Select(reference => new EmojiConcept(
                reference.Name,
                reference.Group,
                pictures
                    .Where(artist => artist.Value.ContainsKey(EmojiNames.Normalise(reference.Name)))
                    .ToDictionary(artist => artist.Key, artist => artist.Value[EmojiNames.Normalise(reference.Name)]))),
        ];
    }

    /// <summary>Everything that the reference artist drew, without skin tones and flags.</summary>
    public IReadOnlyList<EmojiConcept> Concepts { get; }

    private IEnumerable<(string Name, string Group)> ReferenceNames()
    {
        var set = _packages.Sets[EmojiCards.Reference];
        return _packages.Groups
            .Where(group => EmojiSelection.IsUsed(group.Key))
            .SelectMany(group => group.Value.Select(name => (Name: name, Group: group.Key)))
            .Where(reference => set.Names.Contains(reference.Name) && !EmojiNames.IsSkinTone(reference.Name, set.Names))
            .DistinctBy(reference => EmojiNames.Normalise(reference.Name));
    }

    /// <summary>An artist's pictures by the concept's normalised name; a name of the artist's own goes before an alias.</summary>
    private Dictionary<string, string> ByConcept(string artist, IconSet set)
    {
        var pictures = new Dictionary<string, string>();
        foreach (var name in set.Names.OrderBy(name => _aliases.ReferenceName(artist, name) != name).ThenBy(name => name, StringComparer.Ordinal))
        {
            pictures.TryAdd(EmojiNames.Normalise(_aliases.ReferenceName(artist, name)), name);
        }

        return pictures;
    }
}
