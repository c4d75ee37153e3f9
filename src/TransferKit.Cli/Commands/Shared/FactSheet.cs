using System.Globalization;
using Spectre.Console;
using TransferKit.Evaluation;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>Lines of a name and what is to be said about it.</summary>
internal sealed class FactSheet(IAnsiConsole console)
{
    private const int Column = 10;
    private const int QuarantinedShown = 5;

    /// <summary>Adds a line, and further lines below it.</summary>
    public void Add(string name, params IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            console.Profile.Out.Writer.WriteLine($"{name,-Column}{line}");
            name = "";
        }
    }

    /// <summary>Adds how often the held-out parts have been looked at.</summary>
    public void AddLooks(LookCounts looks, IReadOnlyList<TaskFigures> tasks)
    {
        Add("Looks", $"dev {looks.Dev}, test {looks.Test}: each look at the same images makes their figures a little more flattering");
        var (main, document) = (tasks.FirstOrDefault()?.Metric, LooksDocument.Of(looks, tasks));
        foreach (var (part, count, optimism) in new[] { ("dev", looks.Dev, document.DevOptimism), ("test", looks.Test, document.TestOptimism) })
        {
            if (optimism is { } flattery && LookOptimism.ExpectedLargest(count) >= LookOptimism.WarnFrom)
            {
                Add("", string.Create(CultureInfo.InvariantCulture, $"warning: the best of {count} looks at {part} flatters its {main} by up to {flattery:0.000}; new images would tell"));
            }
        }
    }

    /// <summary>Adds images that could not be used, with reasons.</summary>
    public void AddQuarantined(IReadOnlyList<QuarantinedDocument> images)
    {
        if (images.Count == 0)
        {
            return;
        }

        Add("", $"{images.Count} more could not be used:");
        Add("", images.Take(QuarantinedShown).Select(image => $"  {image.Path}: {image.Reason}"));
        if (images.Count > QuarantinedShown)
        {
            Add("", $"  and {images.Count - QuarantinedShown} more; --json lists all");
        }
    }
}
