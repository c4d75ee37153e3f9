using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Progress;
using TransferKit.Datasets;
using TransferKit.Training.Depth;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What <c>train</c> prints for people.</summary>
internal static class TrainText
{
    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, TrainReport report)
    {
        var facts = new FactSheet(console);
        facts.Add("Data", $"{report.Data}: {string.Join(", ", report.Parts.Where(part => part.Value > 0).Select(part => $"{part.Key.ToText()} {part.Value}"))}");
        facts.Add("", report.Tasks.Select(TasksText.Describe));
        facts.AddQuarantined(report.Quarantined);
        var adapter = report.Adapter is null ? "" : ", adapter";
        facts.Add("Backbone", report.Retrained is { } stages
            ? $"{report.Backbone}, trained from stage '{stages.From}' on; {report.Parameters:N0} values of stages{adapter} and head were trained"
            : $"{report.Backbone}, left as it is; {report.Parameters:N0} values of {(report.Adapter is null ? "the head" : "adapter and head")} were trained");
        if (report.Augmentation is { } augmentation)
        {
            facts.Add("Augmented", $"{augmentation.Name}: {augmentation.Variants} changed images for each training image ({augmentation.Recipe})");
        }

        facts.Add("Chosen", report.Chosen);
        facts.Add("Tried", report.Tried.Select(Describe));
        foreach (var task in report.Tasks)
        {
            console.WriteLine();
            FiguresText.Write(console, task);
        }

        console.WriteLine();
        facts.AddLooks(report.Looks, report.Tasks);
        facts.Add(
            "Time",
            $"{Durations.Short(report.Seconds.Total)} (decoding {Durations.Short(report.Seconds.Decode)}, "
            + $"features {Durations.Short(report.Seconds.Features)}, training {Durations.Short(report.Seconds.Train)})");
        facts.Add("Note", report.Notes);
        facts.Add("Model", report.Model);
        facts.Add("Split", report.SplitFile);
        facts.Add("Next", $"{CommandLine.Name} predict {Quoted(report.Model)} PHOTO.jpg");
        facts.Add("Limits", Limits.Describe(report.Limits));
        GatesText.Write(console, report.Gates);
    }

    private static string Describe(TriedCandidate tried) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(tried.Chosen ? "*" : " ")} {tried.Name}: {(tried.Loss is { } loss ? $"loss {loss} on {tried.Folds} inner fold{(tried.Folds == 1 ? "" : "s")}, {Durations.Short(tried.Seconds)}" : "not measured")}")
        + (tried.Note is { } note ? $"; {note}" : "");

    private static string Quoted(string path) => path.Contains(' ') ? $"\"{path}\"" : path;
}
