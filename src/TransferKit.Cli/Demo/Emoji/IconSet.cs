using System.Text;
using System.Text.Json;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>The pictures of one artist, as an Iconify package holds them.</summary>
internal sealed class IconSet
{
    private const double LargestSide = 4096;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly IconFile _file;

    private IconSet(IconFile file)
    {
        _file = file;
        Names = file.Icons.Where(icon => !icon.Value.Hidden).Select(icon => icon.Key).Order(StringComparer.Ordinal).ToHashSet();
    }

    /// <summary>The names of the pictures, without those that the package has withdrawn.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Reads a file <c>icons.json</c>.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static IconSet Parse(ReadOnlySpan<byte> json) => new(JsonSerializer.Deserialize<IconFile>(json, Format)!);

    /// <summary>A picture as an SVG document, UTF-8.</summary>
    public byte[] Svg(string name)
    {
        var icon = _file.Icons[name];
        var (width, height) = (Side(icon.Width ?? _file.Width), Side(icon.Height ?? _file.Height));
        return Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"""<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{icon.Body}</svg>"""));
    }

    private static double Side(double? side) => side is > 0 and <= LargestSide ? side.Value : throw new JsonException($"A picture's side is {side}.");

    private sealed record IconFile(double? Width, double? Height, IReadOnlyDictionary<string, Icon> Icons);

    private sealed record Icon(string Body, double? Width, double? Height, bool Hidden = false);
}
