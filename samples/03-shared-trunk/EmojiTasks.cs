using System.Globalization;
using FirstTransfer;
using TransferKit.Cli.Demo.Emoji;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace SharedTrunk;

/// <summary>The demo's emoji as a table of four tasks, two of them measured in the pictures themselves.</summary>
internal static class EmojiTasks
{
    // A colour is in a picture where so many of its pixels have it.
    private const double LeastShare = 0.08;

    private static readonly string[] Hues = ["red", "orange", "yellow", "green", "cyan", "blue", "purple", "pink"];
    private static readonly double[] UpTo = [15, 40, 70, 160, 200, 260, 300, 345];

    /// <summary>Writes a table of some emoji.</summary>
    /// <param name="path">The table.</param>
    /// <param name="count">How many pictures, spread evenly over all.</param>
    /// <param name="missing">The share of labels that are left out.</param>
    /// <param name="seed">Seeds which.</param>
    /// <param name="notebook">Hears of the drawing.</param>
    public static async Task<string> WriteAsync(string path, int count, double missing, int seed, Notebook notebook)
    {
        var emoji = await EmojiDataset.OpenAsync(EmojiFolder.Standard, EmojiPackages.ReadAsync, notebook, default);
        var (images, random) = (emoji.Images, new RandomStream(seed, "missing"));
        var lines = new List<string> { "path,category,artist,brightness,colours,group" };
        for (var i = 0; i < count; i++)
        {
            var sample = images.Samples[(int)((long)i * images.Samples.Count / count)];
            var (brightness, colours) = Measure(ImageDecoder.Decode(sample.Path));
            string[] labels =
            [
                images.ClassesOf(EmojiDataset.Category)[(int)sample.Labels[0]!.Value], images.ClassesOf(EmojiDataset.Artist)[(int)sample.Labels[1]!.Value],
                brightness.ToString("0.000", CultureInfo.InvariantCulture), colours,
            ];
            lines.Add(string.Join(',', [sample.Path, .. labels.Select(label => random.NextDouble() < missing ? "" : label), sample.Group]));
        }

        await File.WriteAllLinesAsync(path, lines);
        return path;
    }

    /// <summary>The mean of all pixels, 0 to 1, and the hues that enough of them have.</summary>
    private static (double Brightness, string Colours) Measure(RgbImage image)
    {
        var (sum, pixels) = (0.0, image.Width * image.Height);
        var counts = new int[Hues.Length];
        for (var i = 0; i < image.Pixels.Length; i += RgbImage.Channels)
        {
            double red = image.Pixels[i], green = image.Pixels[i + 1], blue = image.Pixels[i + 2];
            sum += (red + green + blue) / (3 * 255);
            if (Hue(red, green, blue) is { } hue)
            {
                // The last degrees of the circle are red again.
                counts[Math.Max(0, Array.FindIndex(UpTo, end => hue < end))]++;
            }
        }

        var found = Hues.Where((_, hue) => counts[hue] >= LeastShare * pixels).ToArray();
        return (sum / pixels, found.Length == 0 ? ";" : string.Join(';', found));
    }

    /// <summary>The angle on the colour circle in degrees; null where there is hardly any colour.</summary>
    private static double? Hue(double red, double green, double blue)
    {
        var (most, least) = (Math.Max(red, Math.Max(green, blue)), Math.Min(red, Math.Min(green, blue)));
        if (most - least < 60)
        {
            return null;
        }

        var sixth = most == red ? (green - blue) / (most - least) : most == green ? 2 + ((blue - red) / (most - least)) : 4 + ((red - green) / (most - least));
        return ((60 * sixth) + 360) % 360;
    }
}
