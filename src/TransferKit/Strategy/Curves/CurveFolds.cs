using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Foundation;
using TransferKit.Training;
using TransferKit.Training.Heads;

namespace TransferKit.Strategy.Curves;

/// <summary>The folds of one seed, of which models learn from a part of the training images and are all asked about the same held-out ones.</summary>
internal sealed class CurveFolds
{
    private readonly ImageDataset _dataset;
    private readonly int _seed;
    private readonly (NestedSamples Train, IReadOnlyList<int> HeldOut)[] _folds;

    public CurveFolds(ImageDataset dataset, int folds, int seed)
    {
        (_dataset, _seed) = (dataset, seed);
        _folds = [.. dataset.Folds(folds, seed).Select((fold, number) => (
            new NestedSamples(dataset, fold.Train, seed, FormattableString.Invariant($"curve fold {number + 1}")), fold.HeldOut))];
    }

    /// <summary>The most images that every fold can learn from.</summary>
    public int Largest => _folds.Min(fold => fold.Train.Count);

    /// <summary>Folds whose models learn from so many images. They are asked about the held-out images, and then about those that they learned from.</summary>
    /// <exception cref="InvalidOptionsException">That leaves a fold nothing to learn of a task.</exception>
    public IReadOnlyList<Fold> Of(int size) => [.. _folds.Select(fold =>
    {
        var train = fold.Train.Take(size);
        RequireLabels(train, size);
        return new Fold(train, [.. fold.HeldOut, .. train]);
    })];

    /// <summary>Parts what fold models said into the answers on held-out images and those on images that they learned from.</summary>
    public static (FoldOutputs HeldOut, FoldOutputs Learned) Part(FoldOutputs all, IReadOnlyList<Fold> folds)
    {
        // An image without a label is asked about in no fold.
        var answered = all.Samples.ToHashSet();
        bool[] learned = [.. folds.SelectMany(fold => fold.HeldOut.Where(answered.Contains).Select(fold.Train.ToHashSet().Contains))];
        return (Select(all, learned, false), Select(all, learned, true));
    }

    private static FoldOutputs Select(FoldOutputs all, bool[] learned, bool which)
    {
        int[] rows = [.. Enumerable.Range(0, learned.Length).Where(row => learned[row] == which)];
        return new([.. rows.Select(row => all.Samples[row])], [.. Columns(all.Outputs)], [.. Columns(all.Thresholds)]);

        IEnumerable<T> Columns<T>(IReadOnlyList<T> values)
        {
            var columns = learned.Length == 0 ? 0 : values.Count / learned.Length;
            return rows.SelectMany(row => Enumerable.Range(row * columns, columns).Select(place => values[place]));
        }
    }

    private void RequireLabels(IReadOnlyList<int> train, int size)
    {
        foreach (var task in _dataset.Tasks.Select(task => TaskRows.Of(_dataset, task)))
        {
            var labels = task.Labelled(train).Select(sample => task.Labels[sample]).ToList();
            var different = labels.Distinct().Count();
            if (labels.Count == 0 || different < Math.Min(2, task.Rules.LeastClasses))
            {
                throw new InvalidOptionsException(
                    $"'sizes' names {size}: of so few images a fold of seed {_seed} has {labels.Count} with a label of '{task.Task.Name}', {different} different; allowed: sizes that leave every fold something to learn.");
            }
        }
    }
}
