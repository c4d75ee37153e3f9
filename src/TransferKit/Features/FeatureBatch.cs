using TransferKit.Augmentation;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging;
using TransferKit.Imaging.Resizing;

namespace TransferKit.Features;

/// <summary>The memory of one worker: a batch of fixed size, filled with one group of images after another.</summary>
internal sealed class FeatureBatch
{
    private readonly SharedSession _session;
    private readonly InputSpec _input;
    private readonly FeatureOptions _options;
    private readonly int _columns;
    private readonly long[] _shape;
    private readonly float[] _pixels;
    private readonly int _imageValues;
    private readonly Augmenter? _augmenter;
    private (ContentHash Content, RgbImage Image)? _source;

    public FeatureBatch(SharedSession session, InputSpec input, FeatureOptions options, VariantOptions? variants, int columns)
    {
        (_session, _input, _options, _columns) = (session, input, options, columns);
        _shape = input.Layout == TensorLayout.Nchw
            ? [options.Batch, RgbImage.Channels, input.Height, input.Width]
            : [options.Batch, input.Height, input.Width, RgbImage.Channels];
        _imageValues = RgbImage.Channels * input.Height * input.Width;
        _augmenter = variants is null ? null : new(variants.Augmentation, variants.Seed, Size);
        _pixels = GC.AllocateArray<float>(options.Batch * _imageValues, pinned: true);
    }

    /// <summary>Seconds spent reading and decoding.</summary>
    public double DecodeSeconds { get; private set; }

    /// <summary>Seconds spent in the backbone.</summary>
    public double RunSeconds { get; private set; }

    private TargetSize Size => new(_input.Width, _input.Height, _input.Resize);

    /// <summary>Computes the features of at most a batch of images; a smaller group is padded with zeros.</summary>
    public void Compute(IReadOnlyList<FeatureItem> items, Action<FeatureItem, ReadOnlySpan<float>> keep, CancellationToken cancellationToken)
    {
        var start = _options.Time.GetTimestamp();
        for (var i = 0; i < items.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Write(Picture(items[i]), _pixels.AsSpan(i * _imageValues, _imageValues));
        }

        _pixels.AsSpan(items.Count * _imageValues).Clear();
        DecodeSeconds += _options.Time.GetElapsedTime(start).TotalSeconds;
        start = _options.Time.GetTimestamp();
        var features = _session.Run(_pixels, _shape, cancellationToken)[0].Values.AsSpan();
        RunSeconds += _options.Time.GetElapsedTime(start).TotalSeconds;
        for (var i = 0; i < items.Count; i++)
        {
            keep(items[i], features.Slice(i * _columns, _columns));
        }
    }

    private RgbImage Picture(FeatureItem item)
    {
        var (sample, variant) = item;
        if (variant == 0)
        {
            return Decode(sample, Size);
        }

        // Variants of an image mostly follow one another: it is decoded once.
        if (_source?.Content != sample.Content)
        {
            _source = (sample.Content, Decode(sample, _augmenter!.SourceSize));
        }

        return _augmenter!.Variant(_source!.Value.Image, sample.Content, variant);
    }

    private RgbImage Decode(ImageSample sample, TargetSize size)
    {
        var bytes = ImageFile.Read(sample.Path, _options.Limits);
        return ContentHash.Of(bytes) == sample.Content
            ? DecodePipeline.Decode(bytes, sample.Path, size, _options.Limits)
            : throw InvalidImageException.Of(sample.Path, "was changed after the data set was read; run again to read it anew");
    }

    private void Write(RgbImage image, Span<float> destination)
    {
        if (_input.Layout == TensorLayout.Nchw)
        {
            image.CopyToPlanar(destination, _input.Scale, _input.Offset);
        }
        else
        {
            image.CopyToInterleaved(destination, _input.Scale, _input.Offset);
        }
    }
}
