using System.Globalization;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Tests.Pipelines;

/// <summary>Grey pictures with one square of a colour: where it is and which colour it has is known.</summary>
internal static class SquarePictures
{
    public static IReadOnlyList<(string Name, (int R, int G, int B) Colour)> Colours { get; } = [("blue", (40, 60, 230)), ("green", (40, 200, 60)), ("red", (230, 50, 40))];

    public static LearningTask Where { get; } = LearningTask.Box("where");

    public static LearningTask Colour { get; } = LearningTask.Classification("colour");

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ImageDataset Read(string folder) =>
        ImageDataset.FromCsvAsync(Path.Combine(folder, "squares.csv"), [Where, Colour], options: new() { NearDuplicateDistance = null }).GetAwaiter().GetResult();

    /// <summary>A picture with a square (left, top, side).</summary>
    public static RgbImage Draw(int width, int height, (int Left, int Top, int Side) square, (int R, int G, int B) colour, int noise, int seed)
    {
        var stream = new RandomStream(seed, "square");
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = (i % width, i / width);
            var isIn = x >= square.Left && x < square.Left + square.Side && y >= square.Top && y < square.Top + square.Side;
            foreach (var (channel, value) in (isIn ? new[] { colour.R, colour.G, colour.B } : [128, 128, 128]).Index())
            {
                pixels[(3 * i) + channel] = (byte)Math.Clamp(value + stream.NextInt32((2 * noise) + 1) - noise, 0, 255);
            }
        }

        return new(width, height, pixels);
    }

    /// <summary>Pictures with a table of where the square is and which colour it has.</summary>
    public static ImageDataset Write(string folder, int count, Func<int, bool>? lacksBox = null, int side = 48)
    {
        Directory.CreateDirectory(folder);
        var lines = new List<string> { "path,colour,xmin,ymin,xmax,ymax" };
        for (var number = 0; number < count; number++)
        {
            var stream = new RandomStream(number, "place");
            var (left, top, colour) = (stream.NextInt32(side - 16), stream.NextInt32(side - 16), Colours[number % Colours.Count]);
            File.WriteAllBytes(Path.Combine(folder, $"{number:00}.png"), ImageEncoder.ToPng(Draw(side, side, (left, top, 16), colour.Colour, 25, number)));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{number:00}.png,{colour.Name},") + (lacksBox?.Invoke(number) == true ? ",,," : string.Create(CultureInfo.InvariantCulture, $"{left},{top},{left + 16},{top + 16}")));
        }

        File.WriteAllLines(Path.Combine(folder, "squares.csv"), lines);
        return Read(folder);
    }
}
