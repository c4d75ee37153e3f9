using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using TransferKit.Imaging;
using TransferKit.Imaging.Colours;
using TransferKit.Imaging.Vips;

namespace TransferKit.Tests.Imaging.Colours;

/// <summary>Makes ICC profiles, and files that carry them.</summary>
internal static unsafe class Profiles
{
    private const int HeaderBytes = 128;
    private const int Fixed = 65536;

    /// <summary>The primaries of Adobe RGB (1998), red, green, blue, each as XYZ under D50.</summary>
    public static readonly double[] AdobePrimaries =
        [0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457];

    /// <summary>The primaries of Apple's Generic RGB Profile.</summary>
    public static readonly double[] GenericPrimaries =
        [0.45427, 0.24191, 0.01494, 0.35332, 0.67355, 0.09064, 0.15663, 0.08453, 0.71927];

    /// <summary>A curve a channel and a matrix.</summary>
    public static byte[] Rgb(double gamma, double[] primaries) => Profile("RGB ", "XYZ ",
        ("wtpt", White),
        ("rXYZ", Xyz(primaries[0], primaries[1], primaries[2])),
        ("gXYZ", Xyz(primaries[3], primaries[4], primaries[5])),
        ("bXYZ", Xyz(primaries[6], primaries[7], primaries[8])),
        ("rTRC", Curve(gamma)), ("gTRC", Curve(gamma)), ("bTRC", Curve(gamma)));

    /// <summary>A curve from grey to light.</summary>
    public static byte[] Grey(double gamma) => Profile("GRAY", "XYZ ", ("wtpt", White), ("kTRC", Curve(gamma)));

    /// <summary>A table from RGB to L*a*b* whose lightness is the mean of the channels: no curves and matrix do that.</summary>
    public static byte[] Table()
    {
        const int Levels = 256;
        byte[] ramp = [.. Enumerable.Range(0, Levels).Select(i => (byte)i)];
        byte[] ramps = [.. ramp, .. ramp, .. ramp];
        byte[] corners = [.. Enumerable.Range(0, 8).SelectMany(corner => new byte[] { Light(corner), 128, 128 })];
        var matrix = new byte[36];
        foreach (var i in new[] { 0, 16, 32 })
        {
            BinaryPrimitives.WriteInt32BigEndian(matrix.AsSpan(i), Fixed);
        }

        return Profile("RGB ", "Lab ", ("wtpt", White),
            ("A2B0", [.. "mft1"u8, 0, 0, 0, 0, 3, 3, 2, 0, .. matrix, .. ramps, .. corners, .. ramps]));
    }

    /// <summary>Puts a profile behind a JPEG's first marker.</summary>
    public static byte[] Embed(byte[] jpeg, byte[] profile)
    {
        var length = profile.Length + 16;
        return [.. jpeg[..2], 0xFF, 0xE2, (byte)(length >> 8), (byte)length, .. "ICC_PROFILE\0"u8, 1, 1, .. profile, .. jpeg[2..]];
    }

    /// <summary>The pixels of a JPEG as libvips' own <c>icc_transform</c> makes them.</summary>
    public static byte[] ByVips(byte[] jpeg) => VipsLibrary.Run(VipsMode.Photos, () =>
    {
        fixed (byte* bytes = jpeg)
        {
            using var image = new VipsLoader(ImageFormat.Jpeg, bytes, jpeg.Length).Open();
            using var transformed = PixelSteps.ByProfile(image);
            var pixels = new byte[transformed.Bytes];
            transformed.CopyTo(pixels);
            return pixels;
        }
    });

    public static ProfileTransform? Measure(byte[] profile) => VipsLibrary.Run(VipsMode.Photos, () => ProfileProbe.Measure(profile));

    private static byte[] Profile(string space, string connection, params (string Name, byte[] Content)[] tags)
    {
        var file = new List<byte>(new byte[HeaderBytes + 4 + (tags.Length * 12)]);
        var table = new List<byte>(Number(tags.Length));
        foreach (var (name, content) in tags)
        {
            table.AddRange([.. Text(name), .. Number(file.Count), .. Number(content.Length)]);
            file.AddRange(content);
            file.AddRange(new byte[(4 - (content.Length % 4)) % 4]);
        }

        byte[] header =
        [
            .. Number(file.Count), .. Text("none"), 2, 0x40, 0, 0, .. Text("mntr"), .. Text(space), .. Text(connection),
            .. new byte[12], .. Text("acsp"), .. new byte[28], .. White[8..],
        ];
        return [.. header, .. new byte[HeaderBytes - header.Length], .. table, .. file[(HeaderBytes + table.Count)..]];
    }

    /// <summary>The mean of three bits.</summary>
    private static byte Light(int corner) => (byte)(byte.MaxValue * BitOperations.PopCount((uint)corner) / 3);

    private static byte[] White => Xyz(0.96420, 1, 0.82491);

    private static byte[] Curve(double gamma) => [.. Text("curv"), 0, 0, 0, 0, 0, 0, 0, 1, (byte)gamma, (byte)(gamma % 1 * 256)];

    private static byte[] Xyz(double x, double y, double z) =>
        [.. Text("XYZ "), 0, 0, 0, 0, .. Number((int)(x * Fixed)), .. Number((int)(y * Fixed)), .. Number((int)(z * Fixed))];

    private static byte[] Text(string four) => Encoding.ASCII.GetBytes(four);

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
