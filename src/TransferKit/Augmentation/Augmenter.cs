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
    private const double LeastSeen = 0.5;

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
        return options.Changes.Aggregate(variant, (image, change) => change.Apply(image, Stream(change, content, number)));
    }

    /// <summary>Where a box of the picture is in a variant, cut to it; null where less than half of it is seen.</summary>
    /// <param name="box">The box.</param>
    /// <param name="content">The digest of the picture's file.</param>
    /// <param name="number">The variant's number, from 1.</param>
    public Box? Seen(Box box, ContentHash content, int number)
    {
        foreach (var change in options.Changes)
        {
            // A part is cut out of the larger picture, and what comes after it sees the smaller one.
            var seen = change is RandomCrop ? SourceSize : size;
            box = change.Move(box, seen.Width, seen.Height, Stream(change, content, number));
        }

        var inside = box.Within(Box.Whole);
        return inside.Area >= LeastSeen * box.Area ? inside : null;
    }

    /// <summary>A stream a change, so that leaving one out does not alter the others.</summary>
    private RandomStream Stream(PixelChange change, ContentHash content, int number) =>
        new(seed, Purpose, change.Name, content.Hex, number.ToString(CultureInfo.InvariantCulture));
}
