using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Progress;
using TransferKit.Evaluation;
using TransferKit.Strategy.Curves;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What <c>compare --sizes</c> prints for people.</summary>
internal static class CurveText
{
    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, CurveReport report)
    {
        var (result, seeds) = (report.Result, report.Result.Seeds);
        var facts = new FactSheet(console);
        facts.Add("Data", $"{report.Data}: {report.Images} images");
        facts.Add("", report.Tasks.Select(TasksText.Describe));
        facts.AddQuarantined(report.Quarantined);
        facts.Add("Backbone", $"{report.Backbone}, {report.Retrained} trained");
        if (report.Augmentation is { } augmentation)
        {
            facts.Add("Augmented", $"{augmentation.Name}: {augmentation.Variants} changed images for each training image ({augmentation.Recipe})");
        }

        facts.Add(
            "Folds",
            $"{result.Folds} for {(seeds.Count == 1 ? "seed" : "each of the seeds")} {string.Join(", ", seeds)}: models of all sizes are scored on the same held-out images, "
            + "and a smaller set of training images is a part of a larger one");
        facts.Add("", "no dev or test part was looked at");
        foreach (var curve in result.Curves)
        {
            console.WriteLine();
            Write(console, curve, result.Majority);
        }

        console.WriteLine();
        facts.Add("Time", Durations.Short(report.Seconds));
        facts.Add("Note", report.Notes);
    }

    private static void Write(IAnsiConsole console, TaskCurve curve, IReadOnlyDictionary<string, double> majority)
    {
        var name = curve.Task.Kind == TaskKind.Regression ? curve.Metric : $"error (1 - {curve.Metric})";
        var guess = majority.TryGetValue(curve.Task.Name, out var rate) ? string.Create(CultureInfo.InvariantCulture, $"; always the most frequent class: {1 - rate:0.000}") : "";
        console.Profile.Out.Writer.WriteLine($"{name} of '{curve.Task.Name}', the mean of the fold models, with 95 % intervals{guess}");
        var table = Tables.Plain("images", "error", "on the images learned from", "seconds a model").AlignRight(0..1).AlignRight(3..4);
        foreach (var point in curve.Points)
        {
            table.AddRow(
                new Text(point.Images.ToString("0.#", CultureInfo.InvariantCulture)), new Text(FiguresText.Figure(point.Error)), new Text(Short(point.Train)),
                new Text(point.Seconds.ToString("0.00", CultureInfo.InvariantCulture)));
        }

        console.Write(table);
        console.WriteLine();
        foreach (var sentence in curve.Sentences)
        {
            console.Profile.Out.Writer.WriteLine(sentence);
        }
    }

    private static string Short(Interval? figure) => figure?.ToString().Split(", n =")[0] ?? "-";
}
