using System.Buffers.Binary;
using TransferKit.Foundation;

namespace TransferKit.Cli.Tests.Fixtures;

/// <summary>Class folders of noisy pictures that are mostly red, green or blue.</summary>
internal static class TinyPhotos
{
    private const int Size = 24;

    /// <summary>The bytes before the pixels.</summary>
    public const int HeaderBytes = 54;

    /// <summary>The classes.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["blue", "green", "red"];

    /// <summary>Writes pictures into a folder.</summary>
    public static string Write(string folder, int perClass = 12, int first = 0)
    {
        for (var label = 0; label < Classes.Count; label++)
        {
            Directory.CreateDirectory(Path.Combine(folder, Classes[label]));
            for (var number = first; number < first + perClass; number++)
            {
                File.WriteAllBytes(Path.Combine(folder, Classes[label], $"{number:00}.bmp"), Picture(label, number));
            }
        }

        return folder;
    }

    /// <summary>A picture as a 24-bit bitmap file.</summary>
    public static byte[] Picture(int label, int number)
    {
        var stream = new RandomStream(number, Classes[label]);
        var file = new byte[HeaderBytes + (3 * Size * Size)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), HeaderBytes);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), Size);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), Size);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(28), 24);
        for (var i = HeaderBytes; i < file.Length; i++)
        {
            // Bitmaps store blue, green, red: the order of the classes.
            file[i] = (byte)(stream.NextInt32(120) + ((i - HeaderBytes) % 3 == label ? 100 : 0));
        }

        return file;
    }
}
