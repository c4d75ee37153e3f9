using System.Text.Json;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>The emoji of five artists: what they show (<c>category</c>) and who drew them (<c>artist</c>).</summary>
/// <param name="Folder">Where the pictures lie.</param>
/// <param name="Images">The pictures.</param>
/// <param name="Counts">What became of every artist's pictures.</param>
internal sealed record EmojiDataset(EmojiFolder Folder, ImageDataset Images, IReadOnlyList<EmojiCounts> Counts)
{
    /// <summary>What a picture shows: its Unicode group.</summary>
    public static LearningTask Category { get; } = LearningTask.Classification("category");

    /// <summary>Who drew a picture.</summary>
    public static LearningTask Artist { get; } = LearningTask.Classification("artist");

    // Hashes that find the same photo again chain half of all drawings on white into one heap: only identical files are joined.
    private static readonly DatasetOptions Reading = new() { NearDuplicateDistance = null };

    /// <summary>Opens the drawn pictures; draws them where they are not there or were changed.</summary>
    /// <param name="folder">Where they are kept.</param>
    /// <param name="packages">Reads the packages they are drawn from; not called where they are there.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="TransferKitException">They cannot be drawn or read.</exception>
    public static async Task<EmojiDataset> OpenAsync(
        EmojiFolder folder, Func<CancellationToken, Task<EmojiPackages>> packages, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        if (await ReadAsync(folder, progress, cancellation) is { } ready)
        {
            return ready;
        }

        var damaged = Directory.Exists(folder.Root);
        progress.Report(new("unpack", 0, 0));
        await new EmojiBuilder(await packages(cancellation), progress).BuildAsync(folder, damaged, cancellation);
        return await ReadAsync(folder, progress, cancellation) ?? throw new DamagedFileException(
            $"The pictures in '{folder.Root}' change while they are read; delete the folder and try again.", folder.Root);
    }

    /// <summary>The data set, or null where something is missing or not as it was written.</summary>
    private static async Task<EmojiDataset?> ReadAsync(EmojiFolder folder, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        if (!File.Exists(folder.Table) || !File.Exists(folder.Counts))
        {
            return null;
        }

        try
        {
            var images = await ImageDataset.FromCsvAsync(
                folder.Table, [Category, Artist], options: Reading, progress: progress, cancellationToken: cancellation);
            var counts = JsonSerializer.Deserialize<List<EmojiCounts>>(await File.ReadAllTextAsync(folder.Counts, cancellation))!;
            var hashes = EmojiTable.Rows(folder.Table).ToDictionary(row => row.Path, row => row.Hash);
            var intact = images.Samples.Count == hashes.Count
                && images.Samples.Count == counts.Sum(count => count.Used)
                && images.Samples.All(sample => hashes.GetValueOrDefault(sample.Name) == sample.Content.Hex);
            return intact ? new(folder, images, counts) : null;
        }
        catch (Exception error) when (error is InvalidDatasetException or JsonException or CsvHelper.CsvFormatException)
        {
            // What was damaged is drawn again.
            return null;
        }
    }
}
