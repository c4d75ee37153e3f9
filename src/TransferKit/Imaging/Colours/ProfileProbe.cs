using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TransferKit.Imaging.Vips;

namespace TransferKit.Imaging.Colours;

/// <summary>
/// Finds out what a colour profile does by sending test pictures through libvips, which knows every kind of profile but needs some
/// milliseconds to start with one.
/// </summary>
internal static unsafe class ProfileProbe
{
    private const int Levels = ProfileTransform.Levels;
    private const int Channels = RgbImage.Channels;

    // A mid grey, and as much of one channel added as stays inside sRGB whatever the profile's primaries.
    private const byte Grey = 128;
    private const byte More = 192;

    // 0, 17, 34 ... 255
    private const int GridSteps = 16;
    private const int GridStep = 17;

    /// <summary>The largest difference to libvips in any channel of any test colour.</summary>
    private const int Tolerance = 1;

    /// <summary>
    /// The same as <see cref="PixelSteps.ByProfile"/> to one level in 255, or null where the profile is more than curves and a
    /// matrix.
    /// </summary>
    internal static ProfileTransform? Measure(ReadOnlySpan<byte> profile)
    {
        try
        {
            return Fit(profile) is { } transform && Agrees(transform, profile) ? transform : null;
        }
        catch (VipsException)
        {
            return null;
        }
    }

    /// <summary>
    /// Adding to one channel of a grey gives that channel's direction in linear sRGB; all greys, taken apart along the three
    /// directions, give the curves.
    /// </summary>
    private static ProfileTransform? Fit(ReadOnlySpan<byte> profile)
    {
        var transformed = Through(Greys(), profile, image => PixelSteps.ByProfile(image, 16));
        var light = Decode(MemoryMarshal.Cast<byte, ushort>(transformed));
        var (red, green, blue) = (light[Levels] - light[Grey], light[Levels + 1] - light[Grey], light[Levels + 2] - light[Grey]);
        var directions = new Matrix4x4(red.X, red.Y, red.Z, 0, green.X, green.Y, green.Z, 0, blue.X, blue.Y, blue.Z, 0, 0, 0, 0, 1);
        if (!Matrix4x4.Invert(directions, out var parts))
        {
            return null;
        }

        var table = new Vector128<float>[Channels * Levels];
        for (var level = 0; level < Levels; level++)
        {
            var amounts = Vector3.TransformNormal(light[level], parts);
            table[level] = (red * amounts.X).AsVector128();
            table[Levels + level] = (green * amounts.Y).AsVector128();
            table[(2 * Levels) + level] = (blue * amounts.Z).AsVector128();
        }

        return new ProfileTransform(table);
    }

    private static bool Agrees(ProfileTransform transform, ReadOnlySpan<byte> profile)
    {
        var grid = Grid();
        var expected = Through(grid, profile, image => PixelSteps.ByProfile(image));
        transform.Apply(grid.Pixels);
        return grid.Pixels.Zip(expected, (actual, wanted) => Math.Abs(actual - wanted)).Max() <= Tolerance;
    }

    private static byte[] Through(RgbImage picture, ReadOnlySpan<byte> profile, Func<VipsImage, VipsImage> step)
    {
        fixed (byte* pixels = picture.Pixels)
        {
            using var image = VipsImage.FromPixels(pixels, picture.Width, picture.Height);
            image.SetColourProfile(profile);
            using var result = step(image);
            var bytes = new byte[result.Bytes];
            result.CopyTo(bytes);
            return bytes;
        }
    }

    /// <summary>Every grey, then the middle one with more red, with more green, with more blue.</summary>
    private static RgbImage Greys()
    {
        var pixels = new byte[(Levels + Channels) * Channels];
        pixels.AsSpan(Levels * Channels).Fill(Grey);
        for (var i = 0; i < Levels; i++)
        {
            pixels.AsSpan(i * Channels, Channels).Fill((byte)i);
        }

        for (var channel = 0; channel < Channels; channel++)
        {
            pixels[((Levels + channel) * Channels) + channel] = More;
        }

        return new RgbImage(Levels + Channels, 1, pixels);
    }

    /// <summary>Colours of the whole cube.</summary>
    private static RgbImage Grid()
    {
        var pixels = new byte[GridSteps * GridSteps * GridSteps * Channels];
        for (var i = 0; i < pixels.Length; i += Channels)
        {
            var colour = i / Channels;
            pixels[i] = (byte)(colour / (GridSteps * GridSteps) * GridStep);
            pixels[i + 1] = (byte)(colour / GridSteps % GridSteps * GridStep);
            pixels[i + 2] = (byte)(colour % GridSteps * GridStep);
        }

        return new RgbImage(GridSteps * GridSteps, GridSteps, pixels);
    }

    private static Vector3[] Decode(ReadOnlySpan<ushort> pixels)
    {
        var light = new Vector3[pixels.Length / Channels];
        for (var i = 0; i < light.Length; i++)
        {
            var at = i * Channels;
            var (red, green, blue) = (pixels[at], pixels[at + 1], pixels[at + 2]);
            light[i] = new Vector3(SrgbCurve.Decode(red), SrgbCurve.Decode(green), SrgbCurve.Decode(blue));
        }

        return light;
    }
}
