using TransferKit.Features;
using TransferKit.Graphs.Lowering;

namespace TransferKit.Training.Suffixes;

/// <summary>What training stages needs of every image: the activation at the cut, and what the heads read of the stages before it.</summary>
internal sealed class SuffixData
{
    private readonly FeatureMatrix _extracted;
    private readonly int _channels;

    /// <summary>Takes over a matrix whose rows are the heads' features and then the activation at the cut.</summary>
    /// <param name="extracted">The matrix; its activations are brought into the order that batches are filled from.</param>
    /// <param name="plan">The plan it was extracted for.</param>
    /// <param name="heads">How many of its columns the heads read.</param>
    public SuffixData(FeatureMatrix extracted, SuffixPlan plan, int heads)
    {
        (_extracted, Plan, HeadColumns) = (extracted, plan, heads);
        // A map is kept with its channels together, as the rows of the training graph are.
        _channels = plan.CutShape is [var channels, _, _] ? (int)channels : 1;
        if (_channels > 1)
        {
            Parallel.For(0, extracted.Rows, row => Interleave(Activation(row)));
        }
    }

    /// <summary>The plan.</summary>
    public SuffixPlan Plan { get; }

    /// <summary>Images.</summary>
    public int Rows => _extracted.Rows;

    /// <summary>How many columns the heads read.</summary>
    public int HeadColumns { get; }

    /// <summary>What the heads read on the frozen backbone.</summary>
    public FeatureMatrix Heads()
    {
        var heads = new FeatureMatrix(_extracted.Rows, HeadColumns);
        for (var row = 0; row < heads.Rows; row++)
        {
            _extracted.Row(row)[..HeadColumns].CopyTo(heads.Row(row));
        }

        return heads;
    }

    /// <summary>The first columns of an image's features: those of frozen stages come before those of trained ones.</summary>
    public ReadOnlySpan<float> Frozen(int row, int columns) => _extracted.Row(row)[..columns];

    /// <summary>The activation at the cut: [positions, channels] of a map, else as it is; nothing where there is no cut.</summary>
    public Span<float> Activation(int row) => _extracted.Row(row)[HeadColumns..];

    /// <summary>Values that lie together in <see cref="Activation"/>: the channels of a position of a map; 1 where it is no map.</summary>
    public int Channels => _channels;

    /// <summary>Writes an image's activation into a batch.</summary>
    /// <param name="source">The activation, as <see cref="Activation"/> has it.</param>
    /// <param name="index">Its place in the batch.</param>
    /// <param name="batch">Images in the batch.</param>
    /// <param name="layout">How the batch lies in memory.</param>
    /// <param name="target">The batch.</param>
    public void Copy(ReadOnlySpan<float> source, int index, int batch, StoredLayout layout, Span<float> target)
    {
        if (layout.KeepsOrder)
        {
            var own = target.Slice(index * source.Length, source.Length);
            source.CopyTo(own);
            Deinterleave(own);
            return;
        }

        for (var position = 0; position < source.Length / _channels; position++)
        {
            source.Slice(position * _channels, _channels).CopyTo(target[(((position * batch) + index) * _channels)..]);
        }
    }

    private void Interleave(Span<float> values) => Transpose(values, _channels, values.Length / _channels);

    private void Deinterleave(Span<float> values)
    {
        if (_channels > 1)
        {
            Transpose(values, values.Length / _channels, _channels);
        }
    }

    private static void Transpose(Span<float> values, int rows, int columns)
    {
        var copy = values.ToArray();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                values[(column * rows) + row] = copy[(row * columns) + column];
            }
        }
    }
}
