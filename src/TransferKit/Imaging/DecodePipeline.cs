using TransferKit.Imaging.Bitmaps;
using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

/// <summary>From a file's bytes to sRGB pixels: format, limits, header, then load, flatten, resize, colours, orientation.</summary>
internal static unsafe class DecodePipeline
{
    internal static RgbImage Decode(ReadOnlyMemory<byte> file, string? path, TargetSize? target, ImageLimits limits)
    {
        var format = Check(file, path, limits);
        if (format == ImageFormat.Bmp)
        {
            var picture = BmpReader.Read(file.Span, path, limits);
            return target is { } size ? Resize(picture, size) : picture;
        }

        return OnVips(file, format, path, loader =>
        {
            using var whole = loader.Open();
            limits.CheckPixels(whole.Width, whole.Height, path);
            PixelSteps.CheckSamples(whole, path);
            if (target is not { } size)
            {
                return Finish(whole.Share(), path);
            }

            using var loaded = loader.OpenFor(whole, size.InStored(whole));
            return Scale(loaded, whole, size, path);
        });
    }

    internal static ImageHeader ReadHeader(ReadOnlyMemory<byte> file, string? path, ImageLimits limits)
    {
        var format = Check(file, path, limits);
        if (format == ImageFormat.Bmp)
        {
            var header = BmpHeader.Parse(file.Span, path);
            limits.CheckPixels(header.Width, header.Height, path);
            return new ImageHeader(format, header.Width, header.Height, 1);
        }

        return OnVips(file, format, path, loader =>
        {
            using var image = loader.Open();
            limits.CheckPixels(image.Width, image.Height, path);
            return image.LiesOnItsSide
                ? new ImageHeader(format, image.Height, image.Width, image.Pages)
                : new ImageHeader(format, image.Width, image.Height, image.Pages);
        });
    }

    internal static RgbImage Resize(RgbImage image, TargetSize target) => VipsLibrary.Run(VipsMode.Photos, () =>
    {
        fixed (byte* pixels = image.Pixels)
        {
            using var source = VipsImage.FromPixels(pixels, image.Width, image.Height);
            return Scale(source, source, target, null);
        }
    });

    private static ImageFormat Check(ReadOnlyMemory<byte> file, string? path, ImageLimits limits)
    {
        limits.Check();
        ImageFile.CheckBytes(file.Length, path, limits);
        return FormatDetector.Detect(file.Span, path);
    }

    private static T OnVips<T>(ReadOnlyMemory<byte> file, ImageFormat format, string? path, Func<VipsLoader, T> work)
    {
        using var pinned = file.Pin();
        var loader = new VipsLoader(format, (byte*)pinned.Pointer, file.Length);
        try
        {
            return VipsLibrary.Run(VipsMode.Photos, () => work(loader));
        }
        catch (VipsException error)
        {
            throw InvalidImageException.Of(path, $"is a damaged or truncated {format}: {error.Message}", error);
        }
    }

    /// <summary>Takes pixels from <paramref name="loaded"/>, perhaps a fraction of the size, and proportions from <paramref name="whole"/>.</summary>
    private static RgbImage Scale(VipsImage loaded, VipsImage whole, TargetSize target, string? path)
    {
        var stored = target.InStored(whole);
        var part = stored.Part(loaded.Width, loaded.Height);
        var wholePart = stored.Part(whole.Width, whole.Height);
        var scaled = stored.Scaled(wholePart.Width, wholePart.Height);
        var flat = PixelSteps.Flatten(loaded.Share());
        var resized = PixelSteps.Resize(PixelSteps.Crop(flat, part.Width, part.Height), scaled.Width, scaled.Height);
        var image = Finish(resized, path);
        if (part.Height < loaded.Height)
        {
            // A crop stops reading above the last row: damage below it would show in one mode and not in another.
            PixelSteps.ReadLastRow(loaded);
        }

        return target.Place(image);
    }

    private static RgbImage Finish(VipsImage image, string? path)
    {
        using var finished = PixelSteps.Upright(PixelSteps.ToSrgb(PixelSteps.Flatten(image)));
        if (finished.Bands != RgbImage.Channels || finished.Samples != VipsSamples.Byte)
        {
            throw InvalidImageException.Of(path, $"has {finished.Bands} channels that cannot be shown as red, green and blue");
        }

        return new RgbImage(finished.Width, finished.Height, finished.ToBytes());
    }
}
