using TransferKit.Cli.Commands.Demo;
using TransferKit.Cli.Demo.Emoji;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;

namespace TransferKit.Cli.Tests.Commands.Demo;

public sealed class ArtistSplitTests : IDisposable
{
    private const int Concepts = 60;
    private static readonly string[] Artists = ["a", "b", "c", "x", "y"];
    private static readonly string[] Seen = ["a", "b", "c"];

    private readonly TemporaryFolder _folder = new();
    private readonly ArtistSplit _split;

    public ArtistSplitTests() => _split = ArtistSplit.Of(Pictures(_folder.Root), Seen, 7);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AConcept_LiesInOnePartForAllArtists()
    {
        var parts = _split.Learned.Select(row => (row.Sample.Group, row.Part))
            .Concat(_split.UnseenTest.Select(sample => (sample.Group, Part: SplitName.Test)))
            .Distinct();

        Assert.All(parts.GroupBy(row => row.Group), concept => Assert.Single(concept));
    }

    [Fact]
    public void OnlySeenArtists_AreLearntFrom() =>
        Assert.All(_split.Learned, row => Assert.Contains(row.Sample.Source, Seen));

    [Fact]
    public void BothTests_HaveTheSameConcepts()
    {
        Assert.NotEmpty(_split.UnseenTest);
        Assert.Equal(
            _split.SeenTest.Select(sample => sample.Group).Distinct().Order(), _split.UnseenTest.Select(sample => sample.Group).Distinct().Order());
        Assert.All(_split.UnseenTest, sample => Assert.DoesNotContain(sample.Source, Seen));
    }

    /// <summary>Every third concept was drawn by the seen artists only.</summary>
    private static ImageDataset Pictures(string folder)
    {
        var rows = Enumerable.Range(0, Concepts)
            .SelectMany(concept => Artists
                .Where(artist => concept % 3 > 0 || Seen.Contains(artist))
                .Select(artist => new EmojiRow($"{artist}-{concept}.bmp", concept % 2 == 0 ? "even" : "odd", artist, $"{concept}", "")))
            .ToList();
        foreach (var (row, number) in rows.Select((row, number) => (row, number)))
        {
            File.WriteAllBytes(Path.Combine(folder, row.Path), TinyPhotos.Picture(number % 3, number));
        }

        EmojiTable.Write(Path.Combine(folder, "emoji.csv"), rows);
        return ImageDataset.FromCsv(Path.Combine(folder, "emoji.csv"), "path", EmojiDataset.Category);
    }
}
