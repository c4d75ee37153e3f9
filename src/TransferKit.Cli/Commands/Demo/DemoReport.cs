using TransferKit.Cli.Demo.Emoji;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Demo;

/// <summary>What came of the demo, for people and scripts.</summary>
internal sealed record DemoReport
{
    /// <summary>The model file.</summary>
    public required string Model { get; init; }

    /// <summary>Where the pictures lie.</summary>
    public required EmojiFolder Folder { get; init; }

    /// <summary>What became of every artist's pictures.</summary>
    public required IReadOnlyList<EmojiCounts> Counts { get; init; }

    /// <summary>The categories.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The artists that the model learnt from.</summary>
    public required IReadOnlyList<string> SeenArtists { get; init; }

    /// <summary>How many pictures by the seen artists each part holds.</summary>
    public required IReadOnlyDictionary<SplitName, int> Parts { get; init; }

    /// <summary>How many concepts there are.</summary>
    public required int Concepts { get; init; }

    /// <summary>How many held-out concepts both tests draw on.</summary>
    public required int TestConcepts { get; init; }

    /// <summary>The backbone's name.</summary>
    public required string Backbone { get; init; }

    /// <summary>How many values were trained.</summary>
    public required long Parameters { get; init; }

    /// <summary>The test on pictures by the seen artists.</summary>
    public required ClassificationEvaluation Seen { get; init; }

    /// <summary>The test on pictures by the other artists, of the same concepts.</summary>
    public required ClassificationEvaluation Unseen { get; init; }

    /// <summary>Accuracy by seen artists minus accuracy by the others, paired by concept.</summary>
    public required Difference? Difference { get; init; }

    /// <summary>How often dev and test have been looked at.</summary>
    public required LookCounts Looks { get; init; }

    /// <summary>Durations.</summary>
    public required DemoSeconds Seconds { get; init; }

    /// <summary>A line for every set whose licence asks for one.</summary>
    public required IReadOnlyList<string> Credits { get; init; }

    /// <summary>A picture to try the model on.</summary>
    public required string Example { get; init; }

    /// <summary>The artists that the model never saw.</summary>
    public IEnumerable<string> UnseenArtists => Counts.Select(count => count.Artist).Except(SeenArtists);
}

/// <summary>Durations in seconds.</summary>
/// <param name="Pictures">Drawing the pictures, or looking at those drawn before.</param>
/// <param name="Decode">Decoding them.</param>
/// <param name="Features">Computing features, decoding included.</param>
/// <param name="Train">Training.</param>
/// <param name="Total">All of it.</param>
internal sealed record DemoSeconds(double Pictures, double Decode, double Features, double Train, double Total);
