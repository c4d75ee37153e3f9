using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Progress;
using TransferKit.Pipelines.Comparing;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What <c>compare --pipeline</c> prints for people.</summary>
internal static class PipelineText
{
    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, PipelineReport report)
    {
        var result = report.Result;
        var facts = new FactSheet(console);
        facts.Add("Data", $"{report.Data}: {report.Images} images");
        facts.AddQuarantined(report.Quarantined);
        facts.Add("Pipeline", string.Join(", ", report.Steps));
        facts.Add("Backbone", $"{report.Backbone}, {report.Retrained} trained for every step and for the one model");
        facts.Add("Folds", $"{result.Folds} for {(result.Seeds.Count == 1 ? "seed" : "each of the seeds")} {string.Join(", ", result.Seeds)}, the same images for all; no dev or test part was looked at");
        foreach (var size in result.Sizes)
        {
            console.WriteLine();
            WriteSize(console, size, result.Majority);
        }

        console.WriteLine();
        console.Profile.Out.Writer.WriteLine(result.Crossover.Text);
        WriteCeiling(console, result.Ceiling);
        WriteCosts(console, result.Costs);
        console.WriteLine();
        facts.Add("Time", $"{Durations.Short(report.Seconds)}, at most {Sizes.Text(report.PeakBytes)} of memory for all arms together");
        facts.Add("Note", report.Notes);
    }

    private static void WriteSize(IAnsiConsole console, PipelineSize size, double? majority)
    {
        console.Profile.Out.Writer.WriteLine(
            $"{size.Arms[0].Metric} of '{size.Arms[0].Task.Name}', {size.Images} images to learn from{(majority is { } rate ? string.Create(CultureInfo.InvariantCulture, $"; majority {rate:0.000}") : "")}");
        var other = size.Arms[0].Others.ContainsKey("balanced-accuracy") ? "balanced-accuracy" : size.Arms[0].Others.Keys.FirstOrDefault() ?? "";
        var table = Tables.Plain("arm", size.Arms[0].Metric, other, "seconds of training").AlignRight(3..);
        foreach (var arm in size.Arms)
        {
            table.AddRow(
                new Text(arm.Arm), new Text(FiguresText.Figure(arm.Value)), new Text(arm.Others.TryGetValue(other, out var figure) ? FiguresText.Figure(figure) : "-"),
                new Text(Number(arm.Seconds, "0.0")));
        }

        console.Write(table);
        table = Tables.Plain("difference", size.Arms[0].Metric, "adjusted p").AlignRight(2..);
        foreach (var pair in size.Pairs)
        {
            table.AddRow(new Text($"{pair.First} - {pair.Second}"), new Text(FiguresText.Figure(pair.Difference?.Value)), new Text(pair.AdjustedP is { } p ? Number(p, "0.000") : "-"));
        }

        console.Write(table);
    }

    private static void WriteCeiling(IAnsiConsole console, CeilingAnalysis ceiling)
    {
        console.WriteLine();
        console.WriteLine($"ceiling: the answer is {FiguresText.Figure(ceiling.AsItIs)}; with steps replaced by the truth");
        var table = Tables.Plain("replaced", "figure", "gain", "spoiled").AlignRight(3..);
        foreach (var (row, together) in ceiling.Alone.Select(row => (row, "")).Concat(ceiling.Together.Skip(1).Select(row => (row, "and those before "))))
        {
            table.AddRow(new Text(together + row.Step), new Text(FiguresText.Figure(row.Figure)), new Text(FiguresText.Figure(row.Gain)), new Text($"{row.Spoiled}"));
        }

        console.Write(table);
        console.WriteLine("spoiled: right answers that the truth makes wrong");
        console.WriteLine();
        table = Tables.Plain("step", "is right", "first to fail, of all images", "people are right");
        foreach (var step in ceiling.Steps)
        {
            table.AddRow(
                new Text(step.Step), new Text(FiguresText.Figure(step.Right)), new Text(FiguresText.Figure(step.FirstToFail)), new Text(step.Human is { } human ? FiguresText.Figure(human) : "not measured"));
        }

        console.Write(table);
        console.Profile.Out.Writer.WriteLine(ceiling.Advice);
    }

    private static void WriteCosts(IAnsiConsole console, IReadOnlyList<ArmCost> costs)
    {
        if (costs.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.WriteLine("costs, of models of all images");
        var table = Tables.Plain("arm", "labels", "their price", "seconds of training", "ms an image", "model").AlignRight(2..5);
        foreach (var cost in costs)
        {
            table.AddRow(
                new Text(cost.Arm), new Text(string.Join(", ", cost.Labels.Select(label => $"{label.Key} {label.Value}"))), new Text(Number(cost.Price, "0.##")),
                new Text(Number(cost.TrainSeconds, "0.0")), new Text(Number(cost.PredictMilliseconds, "0.0")), new Text(Sizes.Text(cost.Bytes)));
        }

        console.Write(table);
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
