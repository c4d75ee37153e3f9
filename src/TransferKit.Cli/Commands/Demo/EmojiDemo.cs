using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Cli.Demo.Emoji;
using TransferKit.Cli.Hosting;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;
using TransferKit.Foundation;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Demo;

/// <summary>Learns the categories of emoji from some artists and tests on held-out concepts: by the same artists, and by others.</summary>
internal static class EmojiDemo
{
    private const int Seed = 7;

    /// <summary>The artists that the model learns from; it never sees the others.</summary>
    public static IReadOnlyList<string> SeenArtists { get; } = ["fluent-emoji-flat", "noto", "twemoji"];

    /// <summary>Runs the demo.</summary>
    /// <param name="host">The clock of its durations, and where its looks are counted.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<DemoReport> RunAsync(CommandHost host, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var (time, started) = (host.Time, host.Time.GetTimestamp());
        var emoji = await EmojiDataset.OpenAsync(EmojiFolder.Standard, EmojiPackages.ReadAsync, progress, cancellation);
        var prepared = time.GetElapsedTime(started);
        var split = ArtistSplit.Of(emoji.Images, SeenArtists, Seed);
        split.Write(emoji.Folder);

        var run = await TrainAsync(emoji.Folder, host.LedgerFolder, progress, cancellation);
        var path = Path.Combine(Path.GetDirectoryName(emoji.Folder.Root)!, "emoji.onnx");
        run.Save(path);

        using var model = Predictor.Load(path);
        var seen = await ArtistScorer.ScoreAsync(model, emoji.Images, split.SeenTest, progress, cancellation);
        var unseen = await ArtistScorer.ScoreAsync(model, emoji.Images, split.UnseenTest, progress, cancellation);
        return new()
        {
            Model = path,
            Folder = emoji.Folder,
            Counts = emoji.Counts,
            Classes = run[EmojiDataset.Category.Name].Classes,
            SeenArtists = SeenArtists,
            Parts = Enum.GetValues<SplitName>().ToDictionary(part => part, part => run.Split[part].Count),
            Concepts = emoji.Images.Samples.Select(sample => sample.Group).Distinct().Count(),
            TestConcepts = split.SeenTest.Select(sample => sample.Group).Distinct().Count(),
            Backbone = run.Backbone.Id,
            Parameters = run.Parameters,
            Seen = ClassificationEvaluation.Of(seen),
            Unseen = ClassificationEvaluation.Of(unseen),
            Difference = Comparison.SameGroups(ClassificationMetrics.Accuracy, seen, unseen),
            Looks = run.Looks,
            Seconds = new(
                prepared.TotalSeconds, run.Seconds.Decode, run.Seconds.Features, run.Seconds.Train, time.GetElapsedTime(started).TotalSeconds),
            Credits = [.. EmojiCards.All.Where(card => card.AsksForCredit).Select(card => card.Credit)],
            Example = split.UnseenTest[0].Path,
        };
    }

    private static async Task<TransferRun> TrainAsync(
        EmojiFolder folder, string ledger, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var backbone = await Backbone.LoadAsync(BackboneCatalogue.DefaultId, cancellationToken: cancellation);
        // Drawings of one outline look alike to a hash, whatever they mean; concepts are kept apart by their group.
        var pictures = await ImageDataset.FromCsvAsync(
            folder.SeenTable, [EmojiDataset.Category], options: new() { NearDuplicateDistance = null }, progress: progress, cancellationToken: cancellation);
        var options = new FineTuneOptions { Seed = Seed, CacheFolder = DefaultFolders.Features, LedgerFolder = ledger };
        return await TransferTrainer.FineTuneAsync(backbone, pictures.Split(Seed), options, progress, cancellation);
    }
}
