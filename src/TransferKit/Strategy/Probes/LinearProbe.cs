using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Training;

namespace TransferKit.Strategy.Probes;

/// <summary>A linear head on given features, asked about every labelled row by a fold model that did not see it.</summary>
internal static class LinearProbe
{
    private const int Folds = 5;

    // One strength for all, so that probes compare; choosing one in each fold would take six times as long.
    private const double Strength = 0.1;

    private static readonly FeatureSpec NoTaps = new([]);

    /// <summary>What the fold models say.</summary>
    /// <param name="dataset">The rows, with one task.</param>
    /// <param name="features">The features of each row.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static FoldOutputs OutOfFolds(ImageDataset dataset, FeatureMatrix features, int threads, CancellationToken cancellationToken)
    {
        var options = new FineTuneOptions { WeightDecay = Strength, Threads = threads, Folds = Folds };
        var split = new DatasetSplit(dataset, null, [.. dataset.Samples.Select(_ => (SplitName?)SplitName.Train)], []);
        var folds = dataset.Folds(Folds, options.Seed).Select(fold => new Fold(fold.Train, fold.HeldOut)).Index().ToArray();
        using var job = new FineTuneJob(
            split, features, HeadTaps.All(NoTaps), null, new(dataset.Samples.Count, [], 0, (_, _, box) => box), null, options, null, null, new Dictionary<string, HeadModel>(), SeenImages.None);
        return FoldModel.Join(job.RunFolds(folds, cancellationToken))[0];
    }
}
