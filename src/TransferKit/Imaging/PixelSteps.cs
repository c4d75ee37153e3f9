using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging;

/// <summary>
/// The steps of <see cref="DecodePipeline"/> in libvips. Each takes over the image it is given and hands out the next.
/// </summary>
internal static class PixelSteps
{
    private const double LargestByte = 255;
    private const double LargestUInt16 = 65535;

    // The usual profile of cameras and web pictures: going through it changes nothing and costs as much as the decoding.
    private static ReadOnlySpan<byte> UsualProfile => "sRGB IEC61966-2.1"u8;

    internal static void CheckSamples(VipsImage image, string? path)
    {
        if (image.Samples is not (VipsSamples.Byte or VipsSamples.UInt16))
        {
            throw InvalidImageException.Of(
                path, "has samples that are neither 8 nor 16 bits (signed or floating point); such images are not read");
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

    /// <summary>Averages blocks of whole pixels, as the rows stream by.</summary>
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

    /// <summary>
    /// Brings the colours to sRGB: by the embedded profile, or where none is there or it is damaged, by the usual one.
    /// </summary>
    internal static VipsImage ToSrgb(VipsImage image)
    {
        using (image)
        {
            return ByProfile(image) ?? image.Then("colourspace").Set("space", (int)VipsColours.Srgb).Build();
        }
    }

    private static VipsImage? ByProfile(VipsImage image)
    {
        var profile = image.ColourProfile;
        if (profile.IsEmpty || profile.IndexOf(UsualProfile) >= 0)
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
}
