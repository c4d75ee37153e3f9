using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Strategy.Distributions;

namespace TransferKit.Cli.Commands.Split;

/// <summary>What <c>split check</c> prints for people.</summary>
internal static class CheckText
{
    private const int ShownLabels = 10;

    /// <summary>Writes the comparisons.</summary>
    public static void Write(IAnsiConsole console, DistributionCheck check)
    {
        foreach (var comparison in check.Comparisons)
        {
            console.WriteLine($"{comparison.From} ({comparison.FromImages} images) and {comparison.To} ({comparison.ToImages} images): {comparison.Remark}");
            if (comparison.ToldApart is { } apart)
            {
                console.WriteLine($"a classifier tells one from the other in {FiguresText.Figure(apart)} of pairs; adjusted p {Number(comparison.ClassifierP!.Value)} (0.5 is a guess)");
            }

            WriteAttributes(console, comparison);
            WriteLabels(console, comparison);
            console.WriteLine();
        }

        console.WriteLine("adjusted p allows for everything that was compared");
        new FactSheet(console).Add("Note", check.Notes);
    }

    private static void WriteAttributes(IAnsiConsole console, PartComparison comparison)
    {
        var table = Tables.Plain("attribute", comparison.From, comparison.To, $"more in {comparison.To}", "adjusted p").AlignRight(1..);
        foreach (var attribute in comparison.Attributes)
        {
            table.AddRow(
                new Text(attribute.Attribute), new Text(Number(attribute.From)), new Text(Number(attribute.To)), new Text(FiguresText.Figure(attribute.Larger)),
                new Text(Number(attribute.P)));
        }

        console.Write(table);
    }

    private static void WriteLabels(IAnsiConsole console, PartComparison comparison)
    {
        if (comparison.Labels.Count == 0)
        {
            return;
        }

        var table = Tables.Plain("label", comparison.From, comparison.To, "difference", "adjusted p").AlignRight(1..);
        foreach (var label in comparison.Labels.Take(ShownLabels))
        {
            table.AddRow(
                new Text($"{label.Task}{(label.Label is { } name ? " " + name : "")}"), new Text(Number(label.From)), new Text(Number(label.To)),
                new Text(FiguresText.Figure(label.Difference)), new Text(Number(label.P)));
        }

        console.Write(table);
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
