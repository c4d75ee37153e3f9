using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Bench.Faults;

/// <summary>Images of one classification task that faults are planted in: read once, then changed in memory.</summary>
/// <param name="Root">The folder that names are relative to.</param>
/// <param name="Task">The task.</param>
/// <param name="Classes">Its classes.</param>
/// <param name="Samples">The images.</param>
internal sealed record FaultSamples(string Root, LearningTask Task, IReadOnlyList<string> Classes, IReadOnlyList<ImageSample> Samples)
{
    /// <summary>Reads a folder of classes, or a table.</summary>
    public static async Task<FaultSamples> ReadAsync(string data, string column, CancellationToken cancellationToken)
    {
        var read = Directory.Exists(data)
            ? await ImageDataset.FromFoldersAsync(data, cancellationToken: cancellationToken)
            : await ImageDataset.FromCsvAsync(data, [LearningTask.Classification(column)], cancellationToken: cancellationToken);
        // Neither a source nor a split that the data have is to meddle with what is planted.
        return new(read.Root, read.Tasks[0], read.ClassesOf(read.Tasks[0]), [.. read.Samples.Where(sample => sample.Labels[0] is not null)
            .Select(sample => sample with { Source = null, GivenSplit = null })]);
    }

    /// <summary>The images of some classes; all where none are named.</summary>
    public FaultSamples OfClasses(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => !Classes.Contains(name)) is { } unknown)
        {
            throw new InvalidOptionsException($"there is no class '{unknown}'; the classes are: {string.Join(", ", Classes)}.");
        }

        string[] kept = names.Count == 0 ? [.. Classes] : [.. names.Order(StringComparer.Ordinal)];
        return this with
        {
            Classes = kept,
            Samples = [.. Samples.Where(sample => kept.Contains(ClassOf(sample))).Select(sample => Label(sample, Array.IndexOf(kept, ClassOf(sample))))],
        };
    }

    /// <summary>So many images, drawn by chance; all where there are no more.</summary>
    public FaultSamples Draw(int count, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, Samples.Count)];
        random.Shuffle(order.AsSpan());
        return this with { Samples = [.. order.Take(count).Order().Select(index => Samples[index])] };
    }

    /// <summary>The same image with another label.</summary>
    public static ImageSample Label(ImageSample sample, int label) => sample with { Labels = [label] };

    /// <summary>The same images, some of them changed.</summary>
    public FaultSamples With(IEnumerable<ImageSample> samples) => this with { Samples = [.. samples] };

    /// <summary>The data set.</summary>
    public ImageDataset ToDataset() => new(Root, [Task], [[.. Classes]], Samples, [], [], [], new DatasetOptions().NearDuplicateDistance);

    private string ClassOf(ImageSample sample) => Classes[(int)sample.Labels[0]!.Value];
}
