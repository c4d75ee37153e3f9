using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Strategy.Errors;

namespace TransferKit.Cli.Commands.Errors;

/// <summary>What <c>errors</c> prints for people.</summary>
internal static class ErrorsText
{
    private const int Shown = 10;

    /// <summary>Writes the analysis.</summary>
    public static void Write(IAnsiConsole console, ErrorAnalysis analysis)
    {
        var facts = new FactSheet(console);
        facts.Add("Task", $"'{analysis.Task}': error {FiguresText.Figure(analysis.Error)}, {(analysis.ByFolds ? "out of folds" : "on the held-out parts of the split")}");
        WriteLabels(console, facts, analysis);
        WriteTags(console, analysis);
        WriteSlices(console, analysis);
        if (analysis.Confused.Count > 0)
        {
            console.WriteLine();
            var table = Tables.Plain("is", "taken for", "images", "of those that are").AlignRight(2..3);
            foreach (var pair in analysis.Confused.Take(Shown))
            {
                table.AddRow(new Text(pair.Given), new Text(pair.Predicted), new Text($"{pair.Count}"), new Text(FiguresText.Figure(pair.Share)));
            }

            console.Write(table);
        }

        console.WriteLine();
        facts.Add("Note", analysis.Notes);
        facts.Add("Next", $"look at images, tag them, and come back: {CommandLine.Name} errors RUN --tags F.csv");
    }

    private static void WriteLabels(IAnsiConsole console, FactSheet facts, ErrorAnalysis analysis)
    {
        if (analysis.Noise is { } noise)
        {
            facts.Add("Labels", noise.IsDistinguishable
                ? $"wrong in {FiguresText.Figure(noise.Share)} of the images, by the model's own confidence"
                : $"no sign of wrong ones: {FiguresText.Figure(noise.Share)}");
        }

        if (analysis.CheckedPrecision is { } precision)
        {
            facts.Add("Checked", $"of the suspected labels that were looked at, wrong indeed: {FiguresText.Figure(precision)}");
        }

        // Where nothing speaks for wrong labels, those that are suspected are the hard images.
        if (analysis.LabelErrors.Count == 0 || analysis.Noise is { IsDistinguishable: false })
        {
            return;
        }

        console.WriteLine();
        console.WriteLine($"{analysis.LabelErrors.Count} suspected labels, the likeliest first");
        var table = Tables.Plain("image", "label says", "model says", "score").AlignRight(3..);
        foreach (var error in analysis.LabelErrors.Take(Shown))
        {
            table.AddRow(new Text(error.Image), new Text(error.Given), new Text(error.Suggested), new Text(Number(error.Score, "0.00")));
        }

        console.Write(table);
    }

    private static void WriteTags(IAnsiConsole console, ErrorAnalysis analysis)
    {
        if (analysis.Tags.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.WriteLine("tags: what would be gained if every image of a tag were right");
        var table = Tables.Plain("tag", "images", "of all", "of errors", "effort", "priority", "ceiling").AlignRight(1..6);
        foreach (var tag in analysis.Tags)
        {
            table.AddRow(
                new Text(tag.Tag), new Text($"{tag.Images}"), new Text(Number(tag.Share, "P0")), new Text(Number(tag.ErrorShare, "P0")),
                new Text(Number(tag.Effort, "0.##")), new Text(Number(tag.Priority, "0.0000")), new Text(FiguresText.Figure(tag.Ceiling)));
        }

        console.Write(table);
    }

    private static void WriteSlices(IAnsiConsole console, ErrorAnalysis analysis)
    {
        console.WriteLine();
        if (analysis.Slices.Count == 0)
        {
            console.WriteLine("no group of images stands out as worse than the rest");
            return;
        }

        console.WriteLine("weakest groups of images (adjusted p allows for every group that was looked at)");
        var table = Tables.Plain("images that", "error", "others", "adjusted p").AlignRight(2..);
        foreach (var slice in analysis.Slices)
        {
            table.AddRow(
                new Text(string.Join(" and ", slice.Conditions)), new Text(FiguresText.Figure(slice.Error)), new Text(Number(slice.Rest, "0.000")),
                new Text(Number(slice.AdjustedP, "0.000")));
        }

        console.Write(table);
        if (!analysis.Slices.Any(slice => slice.IsDistinguishable))
        {
            console.WriteLine("none of them is surely worse: with so many groups looked at, chance makes such ones");
        }
    }

    private static string Number(IFormattable? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
