using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Commands.Train;
using TransferKit.Cli.Demo.Emoji;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Demo;

/// <summary>What <c>demo --json</c> prints.</summary>
internal sealed record DemoDocument(
    string Demo,
    string Model,
    string Backbone,
    RetrainedDocument Retrained,
    DemoDataDocument Data,
    IReadOnlyDictionary<string, DemoTaskDocument> Tasks,
    LooksDocument Looks,
    DemoSeconds Seconds,
    IReadOnlyList<string> Credits)
{
    /// <summary>The document of a report.</summary>
    public static DemoDocument Of(DemoReport report) => new(
        "emoji",
        report.Model,
        report.Backbone,
        new("head", null, report.Parameters, null),
        new(
            report.Folder.Root,
            report.Parts[SplitName.Train],
            report.Parts[SplitName.Dev],
            report.Parts[SplitName.Test],
            report.Concepts,
            report.TestConcepts,
            report.SeenArtists,
            [.. report.UnseenArtists],
            report.Counts),
        new Dictionary<string, DemoTaskDocument>
        {
            [EmojiDataset.Category.Name] = new(Test(report, report.Seen), Test(report, report.Unseen), report.Difference?.Value, report.Difference?.P),
        },
        LooksDocument.Of(report.Looks, []),
        report.Seconds,
        report.Credits);

    private static TaskDocument Test(DemoReport report, ClassificationEvaluation evaluation) =>
        TaskDocument.Of(new(EmojiDataset.Category.Name, TaskKind.Classification, report.Classes) { Test = evaluation });
}

/// <summary>The demo's pictures.</summary>
/// <param name="Folder">Where they lie.</param>
/// <param name="Train">Learnt from.</param>
/// <param name="Dev">Dev, by the seen artists.</param>
/// <param name="Test">Test, by the seen artists.</param>
/// <param name="Concepts">All concepts.</param>
/// <param name="TestConcepts">Held-out concepts that both tests draw on.</param>
/// <param name="SeenArtists">Who was learnt from.</param>
/// <param name="UnseenArtists">Who was not.</param>
/// <param name="Pictures">What became of every artist's pictures.</param>
internal sealed record DemoDataDocument(
    string Folder,
    int Train,
    int Dev,
    int Test,
    int Concepts,
    int TestConcepts,
    IReadOnlyList<string> SeenArtists,
    IReadOnlyList<string> UnseenArtists,
    IReadOnlyList<EmojiCounts> Pictures);

/// <summary>Both tests of a task.</summary>
/// <param name="Seen">On pictures by the artists learnt from, as in <c>eval</c>.</param>
/// <param name="Unseen">On pictures by the others.</param>
/// <param name="Difference">Seen minus unseen, paired by concept.</param>
/// <param name="P">Two-sided p of no difference.</param>
internal sealed record DemoTaskDocument(TaskDocument Seen, TaskDocument Unseen, Interval? Difference, double? P);
