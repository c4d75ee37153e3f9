using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Comparisons;

/// <summary>The rows that the arms are compared on: seed by seed, in each the same images in the same order. The rows of an image are
/// one group, or those of its own group.</summary>
internal sealed class HeldOutRows
{
    private readonly ImageDataset _dataset;
    private readonly TaskRows _task;
    private readonly int[] _samples;

    /// <param name="dataset">The data.</param>
    /// <param name="task">The task.</param>
    /// <param name="runs">What all arms and seeds said; an image that one of them says nothing of is left out.</param>
    public HeldOutRows(ImageDataset dataset, TaskRows task, IEnumerable<FoldOutputs> runs)
    {
        (_dataset, _task) = (dataset, task);
        _samples = [.. runs.Select(run => run.Samples.AsEnumerable()).Aggregate((a, b) => a.Intersect(b)).Order()];
    }

    /// <summary>How many images there are.</summary>
    public int Images => _samples.Length;

    /// <summary>The share of the most frequent label, of classes; 0 without rows.</summary>
    public double Majority => Images == 0 ? 0 : _samples.GroupBy(sample => _task.Labels[sample]).Max(label => label.Count()) / (double)Images;

    /// <summary>What one arm said.</summary>
    /// <param name="seeds">Its outputs, seed by seed.</param>
    public ScoredRows Of(IReadOnlyList<FoldOutputs> seeds)
    {
        float[] outputs = [.. seeds.SelectMany(run => InOrder(run, run.Outputs))];
        double[] labels = [.. seeds.SelectMany(_ => _samples.Select(sample => _task.Labels[sample]!.Value))];
        string[]? groups = seeds.Count == 1 && _samples.All(sample => _dataset.Samples[sample].Group is null)
            ? null
            : [.. seeds.SelectMany(_ => _samples.Select(GroupOf))];
        return _task.Score(outputs, labels, [.. seeds.SelectMany(run => InOrder(run, run.Thresholds))], groups);
    }

    /// <summary>What models said of images that they learned from, an image as often as models did.</summary>
    /// <param name="seeds">Their outputs, seed by seed.</param>
    public ScoredRows Repeated(IReadOnlyList<FoldOutputs> seeds)
    {
        int[] samples = [.. seeds.SelectMany(run => run.Samples)];
        return _task.Score(
            [.. seeds.SelectMany(run => run.Outputs)], [.. samples.Select(sample => _task.Labels[sample]!.Value)],
            [.. seeds.SelectMany(run => run.Thresholds)], [.. samples.Select(GroupOf)]);
    }

    /// <summary>The values of each image, a row of outputs or of thresholds.</summary>
    private IEnumerable<T> InOrder<T>(FoldOutputs run, IReadOnlyList<T> values)
    {
        var places = run.Samples.Index().ToDictionary(place => place.Item, place => place.Index);
        var columns = run.Samples.Count == 0 ? 0 : values.Count / run.Samples.Count;
        return _samples.SelectMany(sample => values.Skip(places[sample] * columns).Take(columns));
    }

    private string GroupOf(int sample) => _dataset.Samples[sample].Group is { } group ? $"group {group}" : FormattableString.Invariant($"image {sample}");
}
