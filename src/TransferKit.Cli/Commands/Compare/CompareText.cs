using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Progress;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What <c>compare</c> prints for people.</summary>
internal static class CompareText
{
    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, CompareReport report)
    {
        var result = report.Result;
        var facts = new FactSheet(console);
        facts.Add("Data", $"{report.Data}: {report.Images} images");
        facts.Add("", report.Tasks.Select(TasksText.Describe));
        facts.AddQuarantined(report.Quarantined);
        facts.Add("Backbone", report.Backbone);
        if (report.Augmentation is { } augmentation)
        {
            facts.Add("Augmented", $"{augmentation.Name}: {augmentation.Variants} changed images for each training image ({augmentation.Recipe})");
        }

        facts.Add(
            "Folds",
            $"{result.Folds} for {(result.Seeds.Count == 1 ? "seed" : "each of the seeds")} {string.Join(", ", result.Seeds)}, the same for all arms: each image is predicted "
            + $"{(result.Seeds.Count == 1 ? "once" : "once a seed")} by a model that did not see it");
        facts.Add("", "no dev or test part was looked at; the best of several arms looks better than it is: score it on images of its own");
        foreach (var task in report.Tasks)
        {
            console.WriteLine();
            Write(console, report, task);
        }

        console.WriteLine();
        foreach (var sentence in result.Conclusions)
        {
            console.Profile.Out.Writer.WriteLine(sentence);
        }

        foreach (var choice in report.Choices)
        {
            console.Profile.Out.Writer.WriteLine(choice.Sentence);
        }

        WriteSharing(console, report);
        console.WriteLine();
        facts.Add("Time", Durations.Short(report.Seconds));
        facts.Add("Note", report.Notes);
    }

    private static void WriteSharing(IAnsiConsole console, CompareReport report)
    {
        if (report.Result.Affinity is { } affinity)
        {
            console.WriteLine();
            console.Profile.Out.Writer.WriteLine("cosine of the tasks' gradients on what they share, mean over steps (below 0: they pull against each other)");
            var table = Tables.Plain(["task", "images", .. affinity.Tasks]).AlignRight(1..(affinity.Tasks.Count + 2));
            foreach (var (task, cosines) in affinity.Tasks.Zip(affinity.Cosines))
            {
                table.AddRow(Texts([task, Number(report.Result.Labelled[task], "N0"), .. cosines.Select(cosine => double.IsNaN(cosine) ? "-" : Number(cosine, "0.00"))]));
            }

            console.Write(table);
        }

        foreach (var sentence in report.Advice)
        {
            console.Profile.Out.Writer.WriteLine(sentence);
        }
    }

    private static void Write(IAnsiConsole console, CompareReport report, TaskFigures task)
    {
        var arms = report.Result.Arms.Where(arm => arm.Task.Name == task.Name).ToList();
        var other = arms[0].Others.Keys.First();
        var majority = report.Result.Majority.TryGetValue(task.Name, out var rate) ? $"; always the most frequent class: {Number(rate, "0.000")}" : "";
        console.Profile.Out.Writer.WriteLine($"{arms[0].Metric} of '{task.Name}', the mean of the fold models, with 95 % intervals{majority}");
        var table = Tables.Plain("arm", arms[0].Metric, other, "values trained", "seconds a model").AlignRight(3..5);
        foreach (var arm in arms)
        {
            table.AddRow(Texts(arm.Arm, FiguresText.Figure(arm.Value), Short(arm.Others[other]?.ToString()), Number(arm.Parameters, "N0"), Number(arm.Seconds, "0.00")));
        }

        console.Write(table);
        console.WriteLine();
        Write(console, [.. report.Result.Pairs.Where(pair => pair.Task.Name == task.Name)], report.Result.Pairs.Count);
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<PairResult> pairs, int comparisons)
    {
        var table = Tables.Plain("difference", pairs[0].Metric, "p", "adjusted p").AlignRight(2..4);
        foreach (var pair in pairs)
        {
            table.AddRow(Texts(
                $"{pair.First} - {pair.Second}", FiguresText.Figure(pair.Difference?.Value), Number(pair.Difference?.P, "0.000"), Number(pair.AdjustedP, "0.000")));
        }

        console.Write(table);
        console.Profile.Out.Writer.WriteLine($"(p is that of one pair alone; adjusted p allows for all {comparisons} comparisons, by Holm's correction)");
    }

    private static IEnumerable<Text> Texts(params IEnumerable<string> cells) => cells.Select(cell => new Text(cell));

    /// <summary>A figure without its number of images, which stands beside it already.</summary>
    private static string Short(string? figure) => figure?.Split(", n =")[0] ?? "-";

    private static string Number(IFormattable? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "-";
}
