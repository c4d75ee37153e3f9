using FirstTransfer;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace EndToEndOrStaged;

/// <summary>Scenes of three shapes, of which one has a red frame: which shape is it?</summary>
public static class Scenes
{
    /// <summary>Pixels of a side.</summary>
    public const int Size = 192;

    private const int Side = 56;
    private const int Frame = 4;

    /// <summary>Draws scenes, and a table of what is framed and where.</summary>
    /// <returns>The table.</returns>
    public static string Draw(string folder, int count, int seed)
    {
        var shapes = Shapes.Draw(Path.Combine(folder, "shapes"), perClass: 12, seed);
        string[] names = [.. Directory.GetDirectories(shapes).Select(shape => Path.GetFileName(shape)).Order(StringComparer.Ordinal)];
        var lines = new List<string> { "path,shape,xmin,ymin,xmax,ymax" };
        for (var number = 0; number < count; number++)
        {
            var stream = new RandomStream(seed, "scene", $"{number}");
            var file = Shapes.Bitmap(Size);
            // One cell of nine each, so that shapes do not meet.
            int[] cells = [.. Enumerable.Range(0, 9)];
            stream.Shuffle<int>(cells);
            for (var shape = 0; shape < 3; shape++)
            {
                var name = shape == 0 ? names[number % names.Length] : names[stream.NextInt32(names.Length)];
                var picture = ImageDecoder.Decode(Path.Combine(shapes, name, $"{stream.NextInt32(12):00}.bmp"), Side, Side, ResizeMode.Stretch);
                var (left, top) = ((cells[shape] % 3 * 64) + stream.NextInt32(8), (cells[shape] / 3 * 64) + stream.NextInt32(8));
                Paste(file, picture, left, top, framed: shape == 0);
                if (shape == 0)
                {
                    lines.Add($"{number:00}.bmp,{name},{left},{top},{left + Side},{top + Side}");
                }
            }

            File.WriteAllBytes(Path.Combine(folder, $"{number:00}.bmp"), file);
        }

        var table = Path.Combine(folder, "scenes.csv");
        File.WriteAllLines(table, lines);
        return table;
    }

    private static void Paste(byte[] file, RgbImage picture, int left, int top, bool framed)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                // Bitmaps store the lowest row first, and blue before red.
                var at = Shapes.HeaderBytes + (3 * (((Size - 1 - top - y) * Size) + left + x));
                var pixel = picture.Pixels.AsSpan(3 * ((y * Side) + x), 3);
                var isFrame = framed && Math.Min(Math.Min(x, y), Math.Min(Side - 1 - x, Side - 1 - y)) < Frame;
                (file[at], file[at + 1], file[at + 2]) = isFrame ? ((byte)30, (byte)30, (byte)230) : (pixel[2], pixel[1], pixel[0]);
            }
        }
    }
}
