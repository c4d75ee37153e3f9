using System.Buffers.Binary;

namespace Consumer;

/// <summary>Writes small pictures of noise, so that the check needs no data.</summary>
internal static class Bitmaps
{
    private const int Side = 64;
    private const int HeaderBytes = 54;

    public static void Write(string folder, int count, int brightness)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i}.bmp"), Draw(new Random(1000 * brightness + i), brightness));
        }
    }

    private static byte[] Draw(Random random, int brightness)
    {
        var file = new byte[HeaderBytes + 3 * Side * Side];
        "BM"u8.CopyTo(file);
        Put(file, 2, file.Length);
        Put(file, 10, HeaderBytes);
        Put(file, 14, HeaderBytes - 14);
        Put(file, 18, Side);
        Put(file, 22, Side);
        Put(file, 26, 1 | (24 << 16));
        for (var i = HeaderBytes; i < file.Length; i++)
        {
            file[i] = (byte)(brightness + random.Next(-40, 40));
        }

        return file;
    }

    private static void Put(byte[] file, int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
}
