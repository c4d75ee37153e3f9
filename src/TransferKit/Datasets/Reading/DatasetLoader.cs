using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Datasets.Reading;

/// <summary>Reads, scans and assembles a data set.</summary>
internal static class DatasetLoader
{
    /// <summary>Loads with the image decoder.</summary>
    public static ImageDataset Load(
        Func<RawDataset> read, DatasetOptions? options, IProgress<ProgressReport>? progress, CancellationToken cancellation) =>
        Load(read, options, file => PerceptualHash.Of(file, options?.Limits), progress, cancellation);

    /// <summary>Loads with another hash of the pictures, so that tests need no pictures; for boxes their headers are read all the same.</summary>
    internal static ImageDataset Load(
        Func<RawDataset> read,
        DatasetOptions? options,
        Func<byte[], ulong> perceptualHash,
        IProgress<ProgressReport>? progress,
        CancellationToken cancellation)
    {
        options ??= new();
        options.Check();
        var raw = read();
        CheckNames(raw.Tasks);
        // Boxes are given in pixels: of how many is known from the pictures alone.
        Func<byte[], ImageHeader>? header = raw.Tasks.Any(task => task.Kind == TaskKind.Box) ? file => ImageDecoder.ReadHeader(file, options.Limits) : null;
        var scanner = new ImageScanner(perceptualHash, header, options.Limits.MaxBytes, options.Threads);
        var scans = scanner.Scan([.. raw.Rows.Select(row => row.Path)], progress, cancellation);
        return DatasetAssembler.Assemble(raw, scans, options);
    }

    private static void CheckNames(IReadOnlyList<LearningTask> tasks)
    {
        if (tasks.CountBy(task => task.Name).FirstOrDefault(count => count.Value > 1) is { Value: > 1 } twice)
        {
            throw new InvalidOptionsException($"Two tasks are named '{twice.Key}'; give each a name of its own, as in NAME:KIND:COLUMN.");
        }

        if (tasks.Any(task => task.Name == "image"))
        {
            throw new InvalidOptionsException("A task cannot be named 'image': that is the name of the model's input. Write NAME:KIND:image.");
        }
    }
}
