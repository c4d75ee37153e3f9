using TransferKit.Datasets;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Strategy.Curves;

/// <summary>What models of one size said, seed by seed.</summary>
/// <param name="dataset">The data.</param>
/// <param name="size">The training images asked for.</param>
/// <param name="folds">The folds of each seed.</param>
internal sealed class SizeRuns(ImageDataset dataset, int size, IReadOnlyList<IReadOnlyList<Fold>> folds)
{
    private readonly List<ArmRun> _runs = [];
    private readonly List<(FoldOutputs HeldOut, FoldOutputs Learned)[]> _parts = [];

    /// <summary>The training images asked for.</summary>
    public int Size => size;

    /// <summary>The folds of each seed.</summary>
    public IReadOnlyList<IReadOnlyList<Fold>> Folds => folds;

    /// <summary>How many images a model learned from, the mean over folds and seeds.</summary>
    public double Images => folds.SelectMany(seed => seed).Average(fold => fold.Train.Count);

    /// <summary>The wall time of a fold model, mean over seeds.</summary>
    public double Seconds => _runs.Average(run => run.Seconds);

    /// <summary>Adds what the models of the next seed said.</summary>
    public void Add(ArmRun run)
    {
        _parts.Add([.. Enumerable.Range(0, dataset.Tasks.Count).Select(task => CurveFolds.Part(run.Tasks[task], folds[_runs.Count]))]);
        _runs.Add(run);
    }

    /// <summary>What was said of held-out images, seed by seed.</summary>
    public IReadOnlyList<FoldOutputs> HeldOut(int task) => [.. _parts.Select(seed => seed[task].HeldOut)];

    /// <summary>What was said of images that a model had learned from, an image as often as models learned from it.</summary>
    public IReadOnlyList<FoldOutputs> Learned(int task) => [.. _parts.Select(seed => seed[task].Learned)];
}
