using System.Runtime.InteropServices;
using TransferKit.Imaging.Bitmaps;
using TransferKit.Imaging.Colours;
using TransferKit.Imaging.Resizing;
using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

/// <summary>
/// From a file's bytes to sRGB pixels: format, limits, header, then load, flatten, shrink, colours, orientation, resize.
/// </summary>
internal static unsafe class DecodePipeline
{
    internal static RgbImage Decode(ReadOnlyMemory<byte> file, string? path, TargetSize? target, ImageLimits limits)
    {
        var format = Check(file, path, limits);
        if (format == ImageFormat.Bmp)
        {
            var image = BmpReader.Read(file.Span, path, limits);
            return target is { } size ? size.Resize(image) : image;
        }

        return OnVips(file, format, path, loader => Load(loader, path, target, limits));
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
            return image.Orientation.SwapsSides
                ? new ImageHeader(format, image.Height, image.Width, image.Pages)
                : new ImageHeader(format, image.Width, image.Height, image.Pages);
        });
    }

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

    /// <summary>All of the picture is loaded, also for a crop, so that damage anywhere is noticed whatever the mode.</summary>
    private static RgbImage Load(VipsLoader loader, string? path, TargetSize? target, ImageLimits limits)
    {
        using var whole = loader.Open();
        limits.CheckPixels(whole.Width, whole.Height, path);
        PixelSteps.CheckSamples(whole, path);
        var orientation = whole.Orientation;
        if (target is not { } size)
        {
            using var source = ToRgb(PixelSteps.Flatten(whole.Share()), path);
            var pixels = GC.AllocateUninitializedArray<byte>(source.Bytes);
            source.CopyTo(pixels);
            return orientation.Apply(new RgbImage(source.Width, source.Height, pixels));
        }

        var stored = orientation.SwapsSides ? size.Turned : size;
        var (loaded, reduction) = loader.Open(whole, Reduction.For(whole.Width, whole.Height, stored));
        using var reduced = ToRgb(loaded, path);
        var (width, height) = ((double)whole.Width / reduction.Columns, (double)whole.Height / reduction.Rows);
        return size.Place(orientation.Apply(Resample(reduced, stored, width, height)));
    }

    private static RgbImage Resample(SrgbSource source, TargetSize target, double width, double height)
    {
        // Given back at once: pixels of large photos must not wait for the garbage collector.
        var memory = NativeMemory.Alloc((nuint)source.Bytes);
        try
        {
            var pixels = new Span<byte>(memory, source.Bytes);
            source.CopyTo(pixels);
            return target.Resample(pixels, source.Width, width, height);
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }

    private static SrgbSource ToRgb(VipsImage image, string? path)
    {
        var source = new SrgbSource(image);
        if (source.Channels == RgbImage.Channels)
        {
            return source;
        }

        using (source)
        {
            throw InvalidImageException.Of(path, $"has {source.Channels} channels that cannot be shown as red, green and blue");
        }
    }
}
