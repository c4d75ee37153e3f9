using TransferKit.Cli.Demo.Emoji;
using TransferKit.Datasets;

namespace TransferKit.Cli.Commands.Demo;

/// <summary>A split by concept, taken apart by artist.</summary>
/// <param name="Learned">What is learnt from and tested on by the seen artists, with its part.</param>
/// <param name="SeenTest">The test concepts that both kinds of artists drew: drawn by the seen ones.</param>
/// <param name="UnseenTest">The same concepts, drawn by the unseen ones.</param>
internal sealed record ArtistSplit(
    IReadOnlyList<(ImageSample Sample, SplitName Part)> Learned, IReadOnlyList<ImageSample> SeenTest, IReadOnlyList<ImageSample> UnseenTest)
{
    /// <summary>Splits the pictures; a concept's pictures lie in one part, whoever drew them.</summary>
    public static ArtistSplit Of(ImageDataset images, IReadOnlyList<string> seenArtists, int seed)
    {
        var split = images.Split(seed);
        var learned = Enum.GetValues<SplitName>()
            .SelectMany(part => split[part].Select(index => (Sample: images.Samples[index], Part: part)))
            .Where(row => IsSeen(row.Sample))
            .ToList();
        var test = split.Test.Select(index => images.Samples[index]).ToLookup(IsSeen);
        return new(learned, Shared(test[true], test[false]), Shared(test[false], test[true]));

        bool IsSeen(ImageSample sample) => seenArtists.Contains(sample.Source);
    }

    /// <summary>Writes both sides as tables that <c>train</c> and <c>eval</c> read.</summary>
    public void Write(EmojiFolder folder)
    {
        var rows = EmojiTable.Rows(folder.Table).ToDictionary(row => row.Path);
        EmojiTable.Write(folder.SeenTable, Learned.Select(learned => rows[learned.Sample.Name] with { Split = learned.Part }));
        EmojiTable.Write(folder.UnseenTable, UnseenTest.Select(sample => rows[sample.Name] with { Split = SplitName.Test }));
    }

    private static List<ImageSample> Shared(IEnumerable<ImageSample> samples, IEnumerable<ImageSample> others)
    {
        var concepts = others.Select(sample => sample.Group).ToHashSet();
        return [.. samples.Where(sample => concepts.Contains(sample.Group))];
    }
}
