using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Pipelines;

/// <summary>How scenes are drawn.</summary>
/// <param name="Scenes">How many.</param>
/// <param name="Side">Pixels of a scene's side.</param>
/// <param name="Objects">Objects in a scene, the framed one among them.</param>
/// <param name="Smallest">The smallest side of an object, as a share of the scene's.</param>
/// <param name="Largest">The largest.</param>
/// <param name="Decoys">How many of the other objects have a frame of another colour, which makes the framed one hard to find.</param>
/// <param name="WrongFrames">The share of scenes whose frame, and whose row of the table, is around an object of another category than the one asked for: steps cannot
/// know, so that no more than the rest can be answered rightly by them.</param>
/// <param name="Tint">By how many levels of 255 the ground's colour tells the category: what the whole picture shows and no framed object does. The less, the more
/// scenes it takes to learn it.</param>
/// <param name="Seed">Of everything.</param>
public sealed record SceneOptions(
    int Scenes, int Side = 256, int Objects = 4, double Smallest = 0.2, double Largest = 0.3, int Decoys = 0, double WrongFrames = 0, double Tint = 0, int Seed = 1);

/// <summary>
/// Draws scenes of several objects of which one has a red frame; the question is what the framed one is. How hard it is to find and how small it is
/// are parameters, and so are what steps cannot know (wrong frames) and what the whole picture tells beside (the ground's tint): it is known whether steps (find the
/// frame, then name what is in it) or one model should be ahead, and the crossover can be moved.
/// </summary>
public sealed class SceneGenerator(IReadOnlyList<(string Category, RgbImage Picture)> objects, SceneOptions options)
{
    /// <summary>The colour of the frame around the object that is asked about.</summary>
    public static (byte R, byte G, byte B) Framed { get; } = (230, 30, 30);

    private const int FrameShare = 24;
    private const double TintNoise = 3;

    /// <summary>Bayer's matrix (1973) of four by four pixels.</summary>
    private static readonly int[] Dither = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
    private static readonly (byte R, byte G, byte B)[] Others = [(30, 90, 230), (40, 170, 60), (240, 190, 30)];

    private readonly string[] _categories = [.. objects.Select(one => one.Category).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Writes <c>scenes.csv</c> (path, category, xmin, ymin, xmax, ymax) and its pictures into a folder.</summary>
    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var lines = new List<string> { "path,category,xmin,ymin,xmax,ymax" };
        for (var scene = 0; scene < options.Scenes; scene++)
        {
            var number = scene.ToString(CultureInfo.InvariantCulture);
            var (category, wrong) = (_categories[scene % _categories.Length], new RandomStream(options.Seed, "wrong frame", number));
            var shown = wrong.NextDouble() >= options.WrongFrames ? category : Other(category, wrong);
            var ground = Ground(scene % _categories.Length, new RandomStream(options.Seed, "tint", number));
            var (pixels, framed) = Draw(new RandomStream(options.Seed, "scene", number), shown, category, ground);
            var name = FormattableString.Invariant($"{scene:0000}.png");
            File.WriteAllBytes(Path.Combine(folder, name), ImageEncoder.ToPng(pixels));
            lines.Add(FormattableString.Invariant($"{name},{category},{framed.XMin},{framed.YMin},{framed.XMax},{framed.YMax}"));
        }

        var table = Path.Combine(folder, "scenes.csv");
        File.WriteAllLines(table, lines);
        return table;
    }

    /// <summary>What the tint adds to grey: each category has its own hue, from which scenes stray.</summary>
    private double[] Ground(int category, RandomStream stream)
    {
        var turn = 2 * Math.PI * category / _categories.Length;
        var (x, y) = ((options.Tint * Math.Cos(turn)) + (options.Tint / TintNoise * stream.NextGaussian()), (options.Tint * Math.Sin(turn)) + (options.Tint / TintNoise * stream.NextGaussian()));
        return [.. Enumerable.Range(0, 3).Select(channel => (x * Math.Cos(2 * Math.PI * channel / 3)) + (y * Math.Sin(2 * Math.PI * channel / 3)))];
    }

    private string Other(string category, RandomStream stream)
    {
        string[] others = [.. _categories.Where(one => one != category)];
        return others[stream.NextInt32(others.Length)];
    }

    private (RgbImage Picture, Box Framed) Draw(RandomStream stream, string shown, string category, double[] tint)
    {
        var side = options.Side;
        var grey = (byte)(200 + stream.NextInt32(50));
        var picture = new RgbImage(side, side, new byte[3 * side * side]);
        for (var at = 0; at < picture.Pixels.Length; at++)
        {
            // A part of a level is a level in that part of the pixels.
            var part = (Dither[(at / 3 % side % 4) + (4 * (at / 3 / side % 4))] + 0.5) / Dither.Length;
            picture.Pixels[at] = (byte)Math.Clamp(Math.Floor(grey + tint[at % 3] + part), 0, 255);
        }

        var places = new List<(int Left, int Top, int Side)>();
        Box framed = default;
        for (var number = 0; number < options.Objects; number++)
        {
            if (Place(stream, places) is not { } place)
            {
                break;
            }

            places.Add(place);
            // Where the frame is wrong, what is asked for stands beside it.
            var wanted = number == 0 ? shown : number == 1 && shown != category ? category : null;
            var choices = wanted is null ? objects : [.. objects.Where(one => one.Category == wanted)];
            var edge = Math.Max(2, place.Side / FrameShare);
            // What a crop to the frame shows has no tint.
            Paste(picture, new(place.Side, place.Side, [.. Enumerable.Repeat(grey, 3 * place.Side * place.Side)]), place.Left, place.Top);
            Paste(picture, choices[stream.NextInt32(choices.Count)].Picture.Resize(place.Side - (4 * edge), place.Side - (4 * edge), ResizeMode.Stretch), place.Left + (2 * edge), place.Top + (2 * edge));
            if (number == 0)
            {
                framed = new(place.Left, place.Top, place.Left + place.Side, place.Top + place.Side);
                Frame(picture, place, edge, Framed);
            }
            else if (number <= options.Decoys)
            {
                Frame(picture, place, edge, Others[stream.NextInt32(Others.Length)]);
            }
        }

        return (picture, framed);
    }

    /// <summary>A free place; null where none is found.</summary>
    private (int Left, int Top, int Side)? Place(RandomStream stream, List<(int Left, int Top, int Side)> taken)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var side = (int)(options.Side * (options.Smallest + (stream.NextDouble() * (options.Largest - options.Smallest))));
            var (left, top) = (stream.NextInt32(options.Side - side), stream.NextInt32(options.Side - side));
            if (taken.TrueForAll(other => left + side < other.Left || other.Left + other.Side < left || top + side < other.Top || other.Top + other.Side < top))
            {
                return (left, top, side);
            }
        }

        return null;
    }

    private static void Paste(RgbImage picture, RgbImage part, int left, int top)
    {
        for (var row = 0; row < part.Height; row++)
        {
            part.Pixels.AsSpan(3 * row * part.Width, 3 * part.Width).CopyTo(picture.Pixels.AsSpan(3 * (((top + row) * picture.Width) + left)));
        }
    }

    private static void Frame(RgbImage picture, (int Left, int Top, int Side) place, int edge, (byte R, byte G, byte B) colour)
    {
        for (var y = 0; y < place.Side; y++)
        {
            for (var x = 0; x < place.Side; x++)
            {
                if (Math.Min(Math.Min(x, y), Math.Min(place.Side - 1 - x, place.Side - 1 - y)) < edge)
                {
                    var at = 3 * (((place.Top + y) * picture.Width) + place.Left + x);
                    (picture.Pixels[at], picture.Pixels[at + 1], picture.Pixels[at + 2]) = colour;
                }
            }
        }
    }
}
