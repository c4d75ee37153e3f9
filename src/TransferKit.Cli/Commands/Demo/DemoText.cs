using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Demo.Emoji;
using TransferKit.Cli.Progress;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Demo;

/// <summary>What <c>demo</c> prints for people.</summary>
internal static class DemoText
{
    private const string Metric = "accuracy";
    private const int NameWidth = 16;

    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, DemoReport report)
    {
        var facts = new FactSheet(console);
        facts.Add("Data", $"{report.Counts.Sum(count => count.Used):N0} emoji by {report.Counts.Count} artists: {report.Concepts} concepts in {report.Classes.Count} categories");
        facts.Add("", $"learnt from {string.Join(", ", report.SeenArtists)}: {string.Join(", ", report.Parts.Where(part => part.Value > 0).Select(part => $"{part.Key.ToText()} {part.Value}"))}");
        facts.Add("", $"never seen: {string.Join(", ", report.UnseenArtists)}; a concept lies in one part, whoever drew it");
        facts.Add("Backbone", $"{report.Backbone}, left as it is; {report.Parameters:N0} values of the head were trained");
        console.WriteLine();
        WriteTests(console, report);
        console.WriteLine();
        console.WriteLine("what pictures by the unseen artists were taken for");
        FiguresText.WriteClasses(console, new(EmojiDataset.Category.Name, TaskKind.Classification, report.Classes) { Test = report.Unseen });
        console.WriteLine();
        facts.AddLooks(report.Looks, []);
        facts.Add("Time", Time(report.Seconds));
        facts.Add("Model", report.Model);
        facts.Add("Pictures", report.Folder.Root);
        facts.Add("Credits", report.Credits.Append("Changed: drawn at 128 x 128 pixels on white."));
        facts.Add(
            "Next",
            $"{CommandLine.Name} predict {Quoted(report.Model)} {Quoted(report.Example)}",
            $"{CommandLine.Name} train --data {Quoted(report.Folder.SeenTable)} --task artist:class --allow-leaks --out artist.onnx",
            $"{CommandLine.Name} train --data YOUR-PHOTOS/ --out mine.onnx     (one folder a class)");
    }

    private static void WriteTests(IAnsiConsole console, DemoReport report)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine($"{Metric} of '{EmojiDataset.Category.Name}' on {report.TestConcepts} held-out concepts, with 95 % intervals");
        WriteTest(output, "artists seen", report.Seen);
        WriteTest(output, "artists unseen", report.Unseen);
        output.WriteLine($"  {"difference",-NameWidth}{report.Difference?.ToString() ?? "cannot be measured here"}, paired by concept");
        output.WriteLine($"  {Verdict(report.Difference)}");
    }

    private static void WriteTest(TextWriter output, string name, ClassificationEvaluation test) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"  {name,-NameWidth}{FiguresText.Figure(test[Metric])}  majority {test.Majority:0.000}"));

    private static string Verdict(Difference? difference) => difference switch
    {
        null => "Too few pictures to compare.",
        { IsDistinguishable: false } => "The interval holds zero: these pictures do not tell whether a new artist is harder.",
        { Value.Value: > 0 } => "Pictures by a new artist are harder: for a style that it never saw, count on the second figure.",
        _ => "Pictures by the unseen artists are easier here than those by the artists it learnt from.",
    };

    private static string Time(DemoSeconds seconds) =>
        $"{Durations.Short(seconds.Total)} (pictures {Durations.Short(seconds.Pictures)}, features {Durations.Short(seconds.Features)}, training {Durations.Short(seconds.Train)})";

    private static string Quoted(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
