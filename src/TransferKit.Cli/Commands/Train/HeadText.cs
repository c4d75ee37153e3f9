using System.Globalization;

namespace TransferKit.Cli.Commands.Train;

/// <summary>How <c>--head</c>, <c>--head-on</c> and <c>--own-adapter</c> are written.</summary>
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

    /// <summary>Reads a task and the stages that its head reads.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static KeyValuePair<string, IReadOnlyList<string>> ParseStages(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } task, var stages] && stages.Split(',', StringSplitOptions.TrimEntries) is var names && names.All(name => name.Length > 0)
            ? new(task, names)
            : throw new FormatException($"'--head-on' is '{text}'; allowed: a task and stages, such as label=STAGE or label=STAGE,STAGE ('transferkit inspect' lists the stages).");

    /// <summary>Reads a task and the width of its adapter; its range is checked where it is used.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static KeyValuePair<string, int> ParseWidth(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } task, var width] && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(task, number)
            : throw new FormatException($"'--own-adapter' is '{text}'; allowed: a task and a width, such as label=32.");

    private static int Width(string width, string text) =>
        int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65536 ? number : throw Wrong(text);

    private static FormatException Wrong(string text) => new(
        $"'--head' is '{text}'; allowed: linear, mlp, or mlp with widths from 1 to 65536, such as mlp:256 or mlp:256,128.");
}
