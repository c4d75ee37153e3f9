using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Imaging.Resizing;

namespace TransferKit.Augmentation;

/// <summary>
/// Makes variants of pictures. A variant depends on the options, the seed, the file's content and its own number, and on nothing
/// else: not on other pictures, their order, or threads, of which any number may use one augmenter.
/// </summary>
/// <param name="options">The changes.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="size">The size of the variants.</param>
internal sealed class Augmenter(AugmentationOptions options, int seed, TargetSize size)
{
    private const string Purpose = "augment";

    /// <summary>The size that <see cref="Variant"/> takes pictures in: larger than the variants where parts are cut out.</summary>
    public TargetSize SourceSize { get; } = options.Crop is { } crop
        ? new(crop.Enlarged(size.Width), crop.Enlarged(size.Height), size.Mode)
        : size;

    /// <summary>Makes a variant.</summary>
    /// <param name="source">The picture in <see cref="SourceSize"/>; it stays as it is.</param>
    /// <param name="content">The digest of the picture's file.</param>
    /// <param name="number">The variant's number, from 1.</param>
    public RgbImage Variant(RgbImage source, ContentHash content, int number)
    {
        var variant = new RgbImage(source.Width, source.Height, [.. source.Pixels]);
        // A stream a change, so that leaving one out does not alter the others.
        return options.Changes.Aggregate(variant, (image, change) => change.Apply(
            image, new(seed, Purpose, change.Name, content.Hex, number.ToString(CultureInfo.InvariantCulture))));
    }
}
