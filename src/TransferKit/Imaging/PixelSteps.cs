using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

/// <summary>
/// The steps of <see cref="DecodePipeline"/> in libvips.
/// </summary>
internal static class PixelSteps
{
    private const double LargestByte = 255;
    private const double LargestUInt16 = 65535;

    internal static void CheckSamples(VipsImage image, string? path)
    {
        if (image.Samples is not (VipsSamples.Byte or VipsSamples.UInt16))
        {
            throw InvalidImageException.Of(
                path, "has samples that are neither 8 nor 16 bits (signed or floating point); such images are not read");
        }
    }

    /// <summary>Puts what is transparent on white paper. Takes over the image.</summary>
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

    /// <summary>Averages blocks of whole pixels, as the rows stream by. Takes over the image.</summary>
    internal static VipsImage Shrink(VipsImage image, int columns, int rows)
    {
        if (columns <= 1 && rows <= 1)
        {
            return image;
        }

        using (image)
        {
            return image.Then("shrink").Set("hshrink", (double)columns).Set("vshrink", (double)rows).Set("ceil", 1).Build();
        }
    }

    /// <summary>Brings the colours to sRGB by the embedded profile; where that is damaged, by the usual one.</summary>
    internal static VipsImage ByProfile(VipsImage image, int bits = 8) =>
        image.Then("icc_transform").Set("output-profile", "srgb").Set("embedded", 1).Set("depth", bits).Build();

    /// <summary>Brings the colours to sRGB from what they are without a profile.</summary>
    internal static VipsImage ToSrgb(VipsImage image) => image.Then("colourspace").Set("space", (int)VipsColours.Srgb).Build();
}
