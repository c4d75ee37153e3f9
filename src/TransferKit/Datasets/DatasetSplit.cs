using TransferKit.Datasets.Splitting;
using TransferKit.Foundation;

namespace TransferKit.Datasets;

/// <summary>Which images a model learns from, and which are held out.</summary>
public sealed class DatasetSplit
{
    /// <param name="dataset">The data.</param>
    /// <param name="seed">The seed that made the split, or null.</param>
    /// <param name="parts">One a sample; null for a sample that is left out.</param>
    /// <param name="notes">What the user should know.</param>
    internal DatasetSplit(ImageDataset dataset, int? seed, IReadOnlyList<SplitName?> parts, IReadOnlyList<string> notes)
    {
        Dataset = dataset;
        Seed = seed;
        Notes = notes;
        Train = IndicesOf(parts, SplitName.Train);
        TrainDev = IndicesOf(parts, SplitName.TrainDev);
        Dev = IndicesOf(parts, SplitName.Dev);
        Test = IndicesOf(parts, SplitName.Test);
        LeftOut = IndicesOf(parts, null);
        Leaks = SplitNotes.Leaks(dataset, parts);
        Digest = DigestOf(dataset, parts);
    }

    /// <summary>The data.</summary>
    public ImageDataset Dataset { get; }

    /// <summary>The seed that made the split; null for one read from a file.</summary>
    public int? Seed { get; }

    /// <summary>What to learn from: indices into <see cref="ImageDataset.Samples"/>, ascending, as in the other parts.</summary>
    public IReadOnlyList<int> Train { get; }

    /// <summary>Held out of training, from its distribution; empty unless a target or the data ask for it.</summary>
    public IReadOnlyList<int> TrainDev { get; }

    /// <summary>What choices are made on.</summary>
    public IReadOnlyList<int> Dev { get; }

    /// <summary>What is looked at last.</summary>
    public IReadOnlyList<int> Test { get; }

    /// <summary>In no part: near-duplicates of held-out target images from other sources, or images that a split file does not name.</summary>
    public IReadOnlyList<int> LeftOut { get; }

    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>How many images of train and train-dev are near-duplicates of held-out ones, or share a group with them. A split made here has none.</summary>
    public int Leaks { get; }

    /// <summary>Names what is held out: a digest of the contents of dev and test, whatever their order and file names.</summary>
    public ContentHash Digest { get; }

    /// <summary>The indices of one part.</summary>
    public IReadOnlyList<int> this[SplitName part] => part switch
    {
        SplitName.Train => Train,
        SplitName.TrainDev => TrainDev,
        SplitName.Dev => Dev,
        SplitName.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
    };

    /// <summary>Writes a CSV file with the columns path, hash and split, which <see cref="SplitFile.Read"/> reads.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void Write(string csv) => SplitFile.Write(csv, this);

    private static int[] IndicesOf(IReadOnlyList<SplitName?> parts, SplitName? part) =>
        [.. Enumerable.Range(0, parts.Count).Where(index => parts[index] == part)];

    private static ContentHash DigestOf(ImageDataset dataset, IReadOnlyList<SplitName?> parts) => ContentHash.OfParts(
        Enumerable.Range(0, parts.Count)
            .Where(index => parts[index] is SplitName.Dev or SplitName.Test)
            .Select(index => $"{dataset.Samples[index].Content} {parts[index]!.Value.ToText()}")
            .Order(StringComparer.Ordinal));
}
