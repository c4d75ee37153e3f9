using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Training.Heads;

/// <summary>
/// Where the rows of a feature matrix belong: first every sample's own, in order, then those of the variants of some samples.
/// Whatever chooses rows chooses samples; a training then learns from their variants too, and nothing is ever measured on these.
/// </summary>
internal sealed class VariantRows
{
    private readonly int _samples;
    private readonly int _variants;
    private readonly int[] _augmented;
    private readonly Dictionary<int, int> _first = [];

    private readonly Func<int, int, Box, Box?> _boxOf;

    /// <param name="samples">How many samples there are.</param>
    /// <param name="augmented">Which of them have variants.</param>
    /// <param name="variants">How many each.</param>
    /// <param name="boxOf">Where a box of a sample is in one of its variants, from 1; null where too little of it is seen.</param>
    public VariantRows(int samples, IEnumerable<int> augmented, int variants, Func<int, int, Box, Box?> boxOf)
    {
        (_samples, _variants, _augmented, _boxOf) = (samples, variants, [.. augmented.Distinct().Order()], boxOf);
        foreach (var (index, sample) in _augmented.Index())
        {
            _first[sample] = samples + (index * variants);
        }
    }

    /// <summary>All rows.</summary>
    public int Rows => _samples + (_augmented.Length * _variants);

    /// <summary>What to compute for the matrix.</summary>
    public IReadOnlyList<FeatureItem> Items(IReadOnlyList<ImageSample> samples) =>
    [
        .. samples.Select(sample => new FeatureItem(sample)),
        .. _augmented.SelectMany(sample => Enumerable.Range(1, _variants).Select(variant => new FeatureItem(samples[sample], variant))),
    ];

    /// <summary>The rows to learn from for some samples: their own, and those of their variants.</summary>
    public IReadOnlyList<int> With(IReadOnlyList<int> samples) =>
    [
        .. samples,
        .. samples.SelectMany(sample => _first.TryGetValue(sample, out var first) ? Enumerable.Range(first, _variants) : []),
    ];

    /// <summary>A task's labels of samples become those of rows: a box is elsewhere in each variant.</summary>
    public TaskRows Spread(TaskRows task) => task with
    {
        Labels = task.Task.Kind != TaskKind.Box ? Spread(task.Labels) :
        [
            .. task.Labels.Take(_samples),
            .. _augmented.SelectMany(sample => Enumerable.Range(1, _variants).Select(variant => task.Labels[sample] is { } label
                && _boxOf(sample, variant, BoxLabel.Read(label)) is { } box ? BoxLabel.Of(box) : (double?)null)),
        ],
    };

    /// <summary>A value a sample becomes one a row.</summary>
    public T[] Spread<T>(IReadOnlyList<T> values) =>
    [
        .. values.Take(_samples),
        .. _augmented.SelectMany(sample => Enumerable.Repeat(values[sample], _variants)),
    ];
}
