using System.Globalization;
using Spectre.Console;
using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Cli.Commands.Inspect;

/// <summary>What <c>inspect</c> prints for people.</summary>
internal static class InspectText
{
    /// <summary>Writes what was found.</summary>
    public static void Write(IAnsiConsole console, Inspection inspection)
    {
        var backbone = inspection.Backbone;
        var input = backbone.Input;
        console.WriteLine($"{backbone.Id}{(backbone.Card is { } card ? $": {card.Title}. Licence: {card.Licence}" : "")}");
        console.WriteLine();
        foreach (var tensor in inspection.Inputs)
        {
            console.WriteLine($"Input   {Describe(tensor)}");
        }

        foreach (var tensor in inspection.Outputs)
        {
            console.WriteLine($"Output  {Describe(tensor)}");
        }

        console.WriteLine($"Picture {input.Width} x {input.Height}, {input.Layout.ToString().ToUpperInvariant()}, {Range(input)}");
        console.WriteLine();
        WriteStages(console, inspection);
        if (inspection.Saved is { } saved)
        {
            WriteTasks(console, saved);
        }

        foreach (var note in backbone.Notes)
        {
            console.WriteLine($"Note: {note}");
        }

        if (inspection.Graph is { } graph)
        {
            console.WriteLine(
                $"Training graph from {graph.From} on: {graph.Forward} nodes forward, {graph.Backward + graph.Gradients} backward, drawn to {graph.Path}");
        }
    }

    private static void WriteStages(IAnsiConsole console, Inspection inspection)
    {
        var table = Tables.Plain("Stage", "Output", "Parameters", "Multiplications").AlignRight(2..);
        foreach (var stage in inspection.Stages)
        {
            table.AddRow(
                new Text(stage.Name),
                new Text(string.Join(" x ", stage.Shape.Skip(1))),
                new Text(Sizes.Count(stage.Parameters)),
                new Text(Sizes.Count(stage.Macs)));
        }

        console.Write(table);
        WriteTrainability(console, inspection);
        console.WriteLine(
            $"{inspection.Stages.Count} stages, {Sizes.Count(inspection.Stages.Sum(stage => stage.Parameters))} parameters, "
            + $"{Sizes.Count(inspection.Stages.Sum(stage => stage.Macs))} multiplications an image");
    }

    private static void WriteTrainability(IAnsiConsole console, Inspection inspection)
    {
        var first = inspection.BlockedBy.Count(blocker => blocker is not null);
        console.WriteLine(first == 0 ? "Every stage can be retrained."
            : first == inspection.Stages.Count ? "Only a head can be trained here, no stage."
            : $"Stages from {inspection.Stages[first].Name} on can be retrained.");
        foreach (var blocker in inspection.BlockedBy.OfType<string>().Distinct())
        {
            console.WriteLine($"No gradient for: {blocker}");
        }

        var norms = Enumerable.Range(0, inspection.Stages.Count).Sum(inspection.Stages.BatchNormalizations);
        console.WriteLine(norms == 0
            ? "No batch normalisation is left in the file: --stage-norm has no effect."
            : $"{norms} batch normalisations: --stage-norm tells what is trained of them.");
    }

    private static void WriteTasks(IAnsiConsole console, ArtifactMetadata saved)
    {
        console.WriteLine();
        foreach (var task in saved.Tasks)
        {
            console.WriteLine($"Task {task.Name} ({KindRules.Of(task.Kind).Name}){(task.Classes.Count > 0 ? $": {string.Join(", ", task.Classes)}" : "")}");
            foreach (var metric in saved.Metrics.Where(metric => metric.Task == task.Name && metric.Name == (task.Metric ?? KindRules.Of(task.Kind).Metrics[0])))
            {
                console.WriteLine($"  {metric.Split,-9} {metric.Name} {metric.Value}");
            }
        }
    }

    private static string Describe(TensorInfo tensor) =>
        $"{tensor.Name}: {tensor.Type} [{string.Join(", ", tensor.Shape.Select(size => size?.ToString(CultureInfo.InvariantCulture) ?? "N"))}]";

    private static string Range(InputSpec input) => FormattableString.Invariant(
        $"red, green, blue from {input.Offset[0]:0.###} to {(255 * input.Scale[0]) + input.Offset[0]:0.###}");
}
