using Microsoft.Win32.SafeHandles;

namespace TransferKit.Imaging.Vips;

/// <summary>How libvips stores one sample of one channel (VipsBandFormat).</summary>
internal enum VipsSamples
{
    /// <summary>8 bits.</summary>
    Byte = 0,

    /// <summary>16 bits.</summary>
    UInt16 = 2,
}

/// <summary>What the channels mean (VipsInterpretation), as far as it matters here.</summary>
internal enum VipsColours
{
    /// <summary>Four inks.</summary>
    Cmyk = 15,

    /// <summary>8-bit sRGB.</summary>
    Srgb = 22,
}

/// <summary>A reference to a libvips image: usually a recipe that makes pixels when they are asked for.</summary>
internal sealed unsafe class VipsImage : SafeHandleZeroOrMinusOneIsInvalid
{
    private const string ProfileField = "icc-profile-data";

    /// <summary>Takes over a reference; null means that libvips has an error to tell.</summary>
    internal VipsImage(nint reference)
        : base(ownsHandle: true)
    {
        SetHandle(reference);
        if (IsInvalid)
        {
            throw VipsException.FromBuffer();
        }
    }

    internal int Width => VipsNative.vips_image_get_width(this);

    internal int Height => VipsNative.vips_image_get_height(this);

    internal int Bands => VipsNative.vips_image_get_bands(this);

    internal VipsSamples Samples => (VipsSamples)VipsNative.vips_image_get_format(this);

    internal VipsColours Colours => (VipsColours)VipsNative.vips_image_get_interpretation(this);

    /// <summary>The size of all pixels together.</summary>
    internal int Bytes => checked(Width * Height * Bands * SampleBytes);

    internal bool HasAlpha => VipsNative.vips_image_hasalpha(this) != 0;

    /// <summary>The embedded ICC profile, valid while this image lives, or nothing.</summary>
    internal ReadOnlySpan<byte> ColourProfile =>
        VipsNative.vips_image_get_typeof(this, ProfileField) != 0
        && VipsNative.vips_image_get_blob(this, ProfileField, out var data, out var length) == 0
            ? new ReadOnlySpan<byte>(data, checked((int)length))
            : default;

    internal Orientation Orientation => new(VipsNative.vips_image_get_orientation(this));

    internal int Pages => VipsNative.vips_image_get_n_pages(this);

    private int SampleBytes => Samples switch
    {
        VipsSamples.Byte => sizeof(byte),
        VipsSamples.UInt16 => sizeof(ushort),
        _ => throw new InvalidOperationException($"samples of kind {(int)Samples} are never read"),
    };

    /// <summary>Wraps RGB bytes that the caller keeps pinned.</summary>
    internal static VipsImage FromPixels(byte* pixels, int width, int height)
    {
        var size = (nuint)((long)width * height * RgbImage.Channels);
        using var plain = new VipsImage(
            VipsNative.vips_image_new_from_memory(pixels, size, width, height, RgbImage.Channels, (int)VipsSamples.Byte));
        return plain.Then("copy").Set("interpretation", (int)VipsColours.Srgb).Build();
    }

    /// <summary>Another reference to the same image, to be disposed on its own.</summary>
    internal VipsImage Share() => new(VipsNative.g_object_ref(this));

    /// <summary>An operation whose input is this image.</summary>
    internal VipsOperation Then(string operation) => new VipsOperation(operation).Set("in", this);

    /// <summary>Makes all pixels now, row by row without gaps.</summary>
    /// <param name="pixels">Exactly <see cref="Bytes"/> bytes.</param>
    internal void CopyTo(Span<byte> pixels) => VipsPixels.CopyTo(this, pixels);

    /// <summary>Embeds an ICC profile. Only for an image that nobody else holds.</summary>
    internal void SetColourProfile(ReadOnlySpan<byte> profile)
    {
        fixed (byte* data = profile)
        {
            VipsNative.vips_image_set_blob_copy(this, ProfileField, data, (nuint)profile.Length);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        VipsNative.g_object_unref(handle);
        return true;
    }
}
