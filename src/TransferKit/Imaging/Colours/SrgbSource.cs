using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging.Colours;

/// <summary>
/// An image whose pixels come out as 8-bit sRGB: by the embedded profile, or where none is there or it is damaged, by the usual
/// one.
/// </summary>
internal sealed class SrgbSource : IDisposable
{
    // The usual profile of cameras and web pictures: going through it changes nothing and costs as much as the decoding.
    private static ReadOnlySpan<byte> UsualProfile => "sRGB IEC61966-2.1"u8;

    private readonly VipsImage _image;
    private readonly ProfileTransform? _transform;

    /// <summary>Takes over an image.</summary>
    internal SrgbSource(VipsImage image)
    {
        var profile = image.ColourProfile;
        var isRgb = image.Colours == VipsColours.Srgb && image.Samples == VipsSamples.Byte && image.Bands == RgbImage.Channels;
        var hasProfile = !profile.IsEmpty && profile.IndexOf(UsualProfile) < 0;
        _transform = isRgb && hasProfile ? ProfileCache.Shared.Find(profile) : null;
        if (_transform is not null || (isRgb && !hasProfile))
        {
            _image = image;
            return;
        }

        using (image)
        {
            _image = (hasProfile ? TryProfile(image) : null) ?? PixelSteps.ToSrgb(image);
        }
    }

    internal int Width => _image.Width;

    internal int Height => _image.Height;

    internal int Bytes => _image.Bytes;

    /// <summary>Channels; not three where no rule leads from the file's colours to sRGB.</summary>
    internal int Channels => _image.Bands;

    /// <summary>Makes the pixels now, on this thread.</summary>
    /// <param name="pixels">Exactly <see cref="Bytes"/> bytes.</param>
    internal void CopyTo(Span<byte> pixels)
    {
        _image.CopyTo(pixels);
        _transform?.Apply(pixels);
    }

    public void Dispose() => _image.Dispose();

    private static VipsImage? TryProfile(VipsImage image)
    {
        try
        {
            return PixelSteps.ByProfile(image);
        }
        catch (VipsException)
        {
            return null;
        }
    }
}
