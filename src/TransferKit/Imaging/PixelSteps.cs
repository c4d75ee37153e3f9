using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

/// <summary>The steps of <see cref="DecodePipeline"/>. Each takes over the image it is given and hands out the next.</summary>
internal static class PixelSteps
{
    // VipsKernel and VipsExtend.
    private const int Linear = 1;
    private const int ExtendCopy = 1;
    private const double LargestByte = 255;
    private const double LargestUInt16 = 65535;

    internal static void CheckSamples(VipsImage image, string? path)
    {
        if (image.Samples is not (VipsSamples.Byte or VipsSamples.UInt16))
        {
            throw InvalidImageException.Of(path, "has samples that are neither 8 nor 16 bits (signed or floating point); such images are not read");
        }
    }

    /// <summary>Puts what is transparent on white paper.</summary>
    internal static VipsImage Flatten(VipsImage image)
    {
        if (!image.HasAlpha)
        {
            return image;
        }

        using (image)
        {
            // White is all light, or no ink.
            var white = image.Colours == VipsColours.Cmyk ? 0 : image.Samples == VipsSamples.UInt16 ? LargestUInt16 : LargestByte;
            return image.Then("flatten").Set("background", [white]).Build();
        }
    }

    /// <summary>Keeps the centre.</summary>
    internal static VipsImage Crop(VipsImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
        {
            return image;
        }

        using (image)
        {
            return Area(image, (image.Width - width) / 2, (image.Height - height) / 2, width, height);
        }
    }

    /// <summary>
    /// Shrinks with a triangle filter as wide as the step between two results (antialiased bilinear, what models are mostly
    /// trained with), enlarges with plain bilinear interpolation.
    /// </summary>
    internal static VipsImage Resize(VipsImage image, int width, int height) => Enlarge(Shrink(image, width, height), width, height);

    /// <summary>Brings the colours to sRGB: by the embedded profile, or where none is there or it is damaged, by the usual one.</summary>
    internal static VipsImage ToSrgb(VipsImage image)
    {
        using (image)
        {
            return ByProfile(image) ?? image.Then("colourspace").Set("space", (int)VipsColours.Srgb).Build();
        }
    }

    /// <summary>Turns and mirrors as the orientation tag says.</summary>
    internal static VipsImage Upright(VipsImage image)
    {
        if (image.Orientation == 1)
        {
            return image;
        }

        using (image)
        {
            using var pixels = image.InMemory();
            return pixels.Then("autorot").Build();
        }
    }

    internal static void ReadLastRow(VipsImage image)
    {
        using var row = Area(image, 0, image.Height - 1, image.Width, 1);
        _ = row.ToBytes();
    }

    private static VipsImage Shrink(VipsImage image, int width, int height)
    {
        if (image.Width <= width && image.Height <= height)
        {
            return image;
        }

        using (image)
        {
            return image.Then("resize")
                .Set("scale", Math.Min(1, (double)width / image.Width)).Set("vscale", Math.Min(1, (double)height / image.Height))
                .Set("kernel", Linear).Build();
        }
    }

    private static VipsImage Enlarge(VipsImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height)
        {
            return image;
        }

        using (image)
        {
            // The half pixels keep the picture's edges where they are instead of the centres of its corner pixels.
            return image.Then("affine")
                .Set("matrix", [(double)width / image.Width, 0, 0, (double)height / image.Height])
                .Set("idx", 0.5).Set("idy", 0.5).Set("odx", -0.5).Set("ody", -0.5)
                .Set("oarea", new[] { 0, 0, width, height }).Set("extend", ExtendCopy).Build();
        }
    }

    private static VipsImage? ByProfile(VipsImage image)
    {
        if (!image.HasColourProfile)
        {
            return null;
        }

        try
        {
            return image.Then("icc_transform").Set("output-profile", "srgb").Set("embedded", 1).Set("depth", 8).Build();
        }
        catch (VipsException)
        {
            return null;
        }
    }

    private static VipsImage Area(VipsImage image, int left, int top, int width, int height) =>
        new VipsOperation("extract_area").Set("input", image)
            .Set("left", left).Set("top", top).Set("width", width).Set("height", height).Build();
}
