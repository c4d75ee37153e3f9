using System.Globalization;
using TransferKit.Tasks;

namespace TransferKit.Datasets.Splitting;

/// <summary>
/// Tells which kind of samples a unit holds, so that every part of a split gets its share of each kind: the class of the first
/// classification task by name that labels it, else the level, the rarest label, or the fifth of the values, of boxes of their areas, of the first other task that does.
/// </summary>
internal sealed class Strata
{
    private const int Bins = 5;

    private readonly ImageDataset _dataset;
    private readonly int[] _tasks;
    private readonly double[][] _cutoffs;
    private readonly Dictionary<int, int>[] _images;

    public Strata(ImageDataset dataset)
    {
        _dataset = dataset;
        _tasks = [.. Enumerable.Range(0, dataset.Tasks.Count).OrderBy(task => dataset.Tasks[task].Kind == TaskKind.Classification ? 0 : 1)
            .ThenBy(task => dataset.Tasks[task].Name, StringComparer.Ordinal)];
        _cutoffs = [.. dataset.Tasks.Select((task, index) => task.Kind is TaskKind.Regression or TaskKind.Box ? CutoffsOf(index) : [])];
        _images = [.. dataset.Tasks.Select((task, index) => task.Kind == TaskKind.MultiLabel
            ? dataset.Samples.Select(sample => sample.Labels[index]).OfType<double>().SelectMany(LabelSet.Labels).CountBy(label => label).ToDictionary()
            : [])];
    }

    /// <summary>The stratum of some samples; the majority's class where they disagree, the first in order at a tie.</summary>
    public string Of(IReadOnlyList<int> samples)
    {
        foreach (var task in _tasks)
        {
            var labels = samples.Select(sample => _dataset.Samples[sample].Labels[task]).OfType<double>().ToArray();
            if (labels.Length > 0)
            {
                return $"{_dataset.Tasks[task].Name}/{Kind(task, labels)}";
            }
        }

        return "";
    }

    private string Kind(int task, double[] labels)
    {
        if (_dataset.Tasks[task].Kind == TaskKind.MultiLabel)
        {
            // The rarest label is the one that a part of the data lacks first.
            return labels.SelectMany(LabelSet.Labels).Distinct().OrderBy(label => _images[task][label]).ThenBy(label => label)
                .Select(label => _dataset.ClassesOf(_dataset.Tasks[task])[label]).FirstOrDefault("");
        }

        if (_dataset.Tasks[task].Kind is not (TaskKind.Regression or TaskKind.Box))
        {
            var majority = labels.CountBy(label => (int)label).OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
            return _dataset.ClassesOf(_dataset.Tasks[task])[majority];
        }

        var mean = labels.Average(label => Value(task, label));
        return _cutoffs[task].Count(cutoff => cutoff <= mean).ToString(CultureInfo.InvariantCulture);
    }

    private double[] CutoffsOf(int task)
    {
        var values = _dataset.Samples.Select(sample => sample.Labels[task]).OfType<double>().Select(label => Value(task, label)).Order().ToArray();
        return values.Length == 0 ? [] : [.. Enumerable.Range(1, Bins - 1).Select(bin => values[bin * values.Length / Bins])];
    }

    private double Value(int task, double label) => _dataset.Tasks[task].Kind == TaskKind.Box ? BoxLabel.Read(label).Area : label;
}
