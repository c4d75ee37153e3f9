using System.Buffers.Binary;
using TransferKit.Foundation;

namespace FirstTransfer;

/// <summary>A tiny data set that needs no download: coloured shapes on a noisy ground, written as bitmaps.</summary>
public static class Shapes
{
    /// <summary>The bytes of a bitmap before its pixels.</summary>
    public const int HeaderBytes = 54;

    private const int Size = 96;
    private const int Noise = 90;

    private static readonly Dictionary<string, Func<double, double, bool>> Inside = new()
    {
        ["circle"] = (x, y) => (x * x) + (y * y) < 1,
        ["ring"] = (x, y) => (x * x) + (y * y) is > 0.4 and < 1,
        ["square"] = (x, y) => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.9,
        ["triangle"] = (x, y) => y > -0.8 && Math.Abs(x) < (1 - y) / 1.8,
    };

    /// <summary>Draws a folder for each class.</summary>
    /// <returns>The folder.</returns>
    public static string Draw(string folder, int perClass, int seed)
    {
        foreach (var (shape, inside) in Inside)
        {
            Directory.CreateDirectory(Path.Combine(folder, shape));
            for (var number = 0; number < perClass; number++)
            {
                var stream = new RandomStream(seed, shape, $"{number}");
                File.WriteAllBytes(Path.Combine(folder, shape, $"{number:00}.bmp"), Picture(inside, stream));
            }
        }

        return folder;
    }

    private static byte[] Picture(Func<double, double, bool> inside, RandomStream stream)
    {
        var (radius, turn) = (Size * (0.15 + (0.2 * stream.NextDouble())), 2 * Math.PI * stream.NextDouble());
        var (centreX, centreY) = (Size * (0.35 + (0.3 * stream.NextDouble())), Size * (0.35 + (0.3 * stream.NextDouble())));
        byte[] ground = [Shade(stream), Shade(stream), Shade(stream)];
        byte[] paint = [Shade(stream), Shade(stream), Shade(stream)];
        var file = Bitmap(Size);
        for (var i = 0; i < Size * Size; i++)
        {
            var (x, y) = (((i % Size) - centreX) / radius, ((i / Size) - centreY) / radius);
            var (across, along) = ((x * Math.Cos(turn)) - (y * Math.Sin(turn)), (x * Math.Sin(turn)) + (y * Math.Cos(turn)));
            var colour = inside(across, along) ? paint : ground;
            for (var channel = 0; channel < 3; channel++)
            {
                file[HeaderBytes + (3 * i) + channel] = (byte)(colour[channel] + stream.NextInt32(Noise));
            }
        }

        return file;
    }

    private static byte Shade(RandomStream stream) => (byte)stream.NextInt32(256 - Noise);

    /// <summary>A square bitmap file of 24 bits a pixel, still black.</summary>
    /// <param name="side">Pixels of a side, a multiple of 4.</param>
    public static byte[] Bitmap(int side)
    {
        var file = new byte[HeaderBytes + (3 * side * side)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), side);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), side);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24);
        return file;
    }
}
