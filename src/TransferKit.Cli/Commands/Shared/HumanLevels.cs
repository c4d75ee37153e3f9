using System.CommandLine;
using System.Globalization;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>How well people do, as <c>--human</c> says it.</summary>
internal static class HumanLevels
{
    /// <summary>The option.</summary>
    public static Option<IReadOnlyList<HumanLevel>> Option() => CliOptions.Repeated(
        "--human", "TASK=ERROR:N", "People's error at a task, such as label=0.02:50 for 2 % wrong of 50 images: it stands in for the least error possible.", Parse);

    /// <summary>Checks that there are such tasks.</summary>
    public static void RequireKnown(IReadOnlyList<HumanLevel> levels, IReadOnlyList<string> tasks)
    {
        if (levels.FirstOrDefault(level => !tasks.Contains(level.Task)) is { } unknown)
        {
            throw new InvalidOptionsException($"'--human' names the task '{unknown.Task}'; the tasks are: {string.Join(", ", tasks)}.{NearestName.Question(unknown.Task, tasks)}");
        }
    }

    private static HumanLevel Parse(string text)
    {
        var equals = text.LastIndexOf('=');
        var colon = text.LastIndexOf(':');
        return equals > 0 && colon > equals
            && double.TryParse(text[(equals + 1)..colon], NumberStyles.Float, CultureInfo.InvariantCulture, out var error) && error >= 0 && double.IsFinite(error)
            && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
                ? new(text[..equals], error, count)
                : throw new FormatException($"'--human' is '{text}'; allowed: TASK=ERROR:N, such as label=0.02:50, with an error of 0 or more on 1 or more images.");
    }
}
