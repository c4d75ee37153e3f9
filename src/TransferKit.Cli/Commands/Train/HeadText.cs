using System.Globalization;

namespace TransferKit.Cli.Commands.Train;

/// <summary>How <c>--head</c> is written.</summary>
internal static class HeadText
{
    private const int StandardWidth = 256;

    /// <summary>Reads the widths of the hidden layers: none for <c>linear</c>.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static IReadOnlyList<int> Parse(string text) => text.Split(':') switch
    {
        ["linear"] => [],
        ["mlp"] => [StandardWidth],
        ["mlp", var widths] => [.. widths.Split(',').Select(width => Width(width, text))],
        _ => throw Wrong(text),
    };

    private static int Width(string width, string text) =>
        int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65536 ? number : throw Wrong(text);

    private static FormatException Wrong(string text) => new(
        $"'--head' is '{text}'; allowed: linear, mlp, or mlp with widths from 1 to 65536, such as mlp:256 or mlp:256,128.");
}
