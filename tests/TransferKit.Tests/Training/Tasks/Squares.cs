using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Tests.Training.Tasks;

/// <summary>Pictures of one coloured square on a noisy ground, with a table of where it is and which colour it has.</summary>
internal static class Squares
{
    public static readonly LearningTask Place = LearningTask.Box("place");
    public static readonly LearningTask Colour = LearningTask.Classification("colour");

    private const int Width = 64;
    private const int Height = 48;

    /// <summary>Writes pictures and a table.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="count">How many pictures.</param>
    /// <param name="isMissing">Whether a picture, by its number from 0, lacks its box.</param>
    public static string Write(string folder, int count, Func<int, bool>? isMissing = null)
    {
        var stream = new RandomStream(11, "squares");
        var lines = new List<string> { "path,xmin,ymin,xmax,ymax,colour" };
        for (var i = 0; i < count; i++)
        {
            var (width, height) = (Between(stream, 16, 29), Between(stream, 14, 23));
            var (left, top) = (Between(stream, 0, Width - width + 1), Between(stream, 0, Height - height + 1));
            var pixels = new byte[Width * Height * RgbImage.Channels];
            for (var at = 0; at < pixels.Length; at++)
            {
                var (x, y, channel) = (at / RgbImage.Channels % Width, at / RgbImage.Channels / Width, at % RgbImage.Channels);
                var inside = x >= left && x < left + width && y >= top && y < top + height;
                pixels[at] = (byte)(Between(stream, 60, 90) + (inside && channel == 2 * (i % 2) ? 150 : 0));
            }

            File.WriteAllBytes(Path.Combine(folder, $"{i:00}.png"), ImageEncoder.ToPng(new(Width, Height, pixels)));
            var box = isMissing?.Invoke(i) == true ? ",,," : FormattableString.Invariant($"{left},{top},{left + width},{top + height}");
            lines.Add($"{i:00}.png,{box},{(i % 2 == 0 ? "red" : "blue")}");
        }

        var table = Path.Combine(folder, "squares.csv");
        File.WriteAllLines(table, lines);
        return table;
    }

    private static int Between(RandomStream stream, int low, int high) => low + stream.NextInt32(high - low);
}
