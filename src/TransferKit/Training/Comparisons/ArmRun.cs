using System.Globalization;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Training.Comparisons;

/// <summary>What the fold models of one arm and one seed gave.</summary>
/// <param name="Tasks">What they said of held-out samples, task by task.</param>
/// <param name="Parameters">How many values each of them trains.</param>
/// <param name="Seconds">The wall time of training and scoring them, divided by their number.</param>
internal sealed record ArmRun(IReadOnlyList<FoldOutputs> Tasks, long Parameters, double Seconds)
{
    private const string AffinityName = "affinity";

    private const string FileName = "held-out.safetensors";
    private const string ParametersKey = "parameters";
    private const string SecondsKey = "seconds";
    private const string ImagesKey = "images";

    /// <summary>What an <see cref="Weighting.AffinityMeter"/> read of it; empty where none did.</summary>
    public IReadOnlyList<float> Affinity { get; init; } = [];

    /// <summary>What a finished run left in its folder, or null.</summary>
    /// <exception cref="DamagedFileException">The file is there and damaged.</exception>
    public static ArmRun? Read(string folder, ImageDataset dataset)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        var (tensors, facts) = SafeTensorsFile.Read(path);
        if (facts[ImagesKey] != Images(dataset))
        {
            return null;
        }

        var tasks = Enumerable.Range(0, dataset.Tasks.Count).Select(task => new FoldOutputs(
            Array.ConvertAll(tensors[SamplesOf(task)].Values.ToArray(), sample => (int)sample), tensors[OutputsOf(task)].Values.ToArray(),
            [.. tensors.GetValueOrDefault(ThresholdsOf(task))?.Values.ToArray().Chunk(2).Select(pair => (double)pair[0] + pair[1]) ?? []]));
        return new([.. tasks], long.Parse(facts[ParametersKey], CultureInfo.InvariantCulture), double.Parse(facts[SecondsKey], CultureInfo.InvariantCulture))
        {
            Affinity = tensors.GetValueOrDefault(AffinityName)?.Values.ToArray() ?? [],
        };
    }

    /// <summary>Keeps the run in its folder, in the place of the checkpoints that led to it.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Write(CheckpointFolder folder, ImageDataset dataset)
    {
        var tensors = Tasks.SelectMany((task, index) => new NamedTensor[]
        {
            new(SamplesOf(index), [task.Samples.Count], task.Samples.Select(sample => (float)sample).ToArray()),
            new(OutputsOf(index), [task.Outputs.Length], task.Outputs),
            // What float32 leaves of a threshold goes into a second one: it lies between two probabilities.
            new(ThresholdsOf(index), [2 * task.Thresholds.Count], task.Thresholds.SelectMany(threshold => new[] { (float)threshold, (float)(threshold - (float)threshold) }).ToArray()),
        }).Append(new(AffinityName, [Affinity.Count], Affinity.ToArray())).Where(tensor => tensor.Values.Length > 0);
        SafeTensorsFile.Write(Path.Combine(folder.Path, FileName), [.. tensors], new Dictionary<string, string>
        {
            [ParametersKey] = Parameters.ToString(CultureInfo.InvariantCulture),
            [SecondsKey] = Seconds.ToString("R", CultureInfo.InvariantCulture),
            [ImagesKey] = Images(dataset),
        });
        folder.DropAllBut(FileName);
    }

    /// <summary>Samples are numbers in the order of the data: files that were renamed are other samples.</summary>
    private static string Images(ImageDataset dataset) => ContentHash.OfParts(dataset.Samples.Select(sample => $"{sample.Content}")).Hex;

    private static string SamplesOf(int task) => FormattableString.Invariant($"task{task}.samples");

    private static string ThresholdsOf(int task) => FormattableString.Invariant($"task{task}.thresholds");

    private static string OutputsOf(int task) => FormattableString.Invariant($"task{task}.outputs");
}
