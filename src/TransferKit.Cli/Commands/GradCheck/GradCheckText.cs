using System.Globalization;
using Spectre.Console;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Graphs.Gradients.Verification;

namespace TransferKit.Cli.Commands.GradCheck;

/// <summary>What <c>gradcheck</c> prints for people.</summary>
internal static class GradCheckText
{
    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, GradCheckReport report)
    {
        var verified = report.Verified;
        var options = verified.Options;
        console.WriteLine($"{report.Model} from {verified.From}: {verified.Gradients.Count} gradients, {options.Samples} entries of each and one direction of all of it");
        console.WriteLine();
        var table = Tables.Plain("Gradient", "Shape", "Error", "In float32", "Checked", "Kinks").AlignRight(2..);
        foreach (var gradient in verified.Gradients)
        {
            table.AddRow(
                new Text(gradient.Parameter),
                new Text(string.Join(" x ", gradient.Shape)),
                new Text(Number(gradient.Error)),
                new Text(Number(gradient.ErrorFloat32)),
                new Text($"{gradient.Checked}"),
                new Text($"{gradient.Kinks}"));
        }

        console.Write(table);
        console.WriteLine();
        console.WriteLine($"Largest error {Number(verified.Largest.Error)} ({verified.Largest.Parameter}), allowed {Number(options.Tolerance)}");
        console.WriteLine($"In float32 {Number(verified.LargestInFloat32.ErrorFloat32)} ({verified.LargestInFloat32.Parameter}), allowed {Number(options.ToleranceFloat32)}");
        console.WriteLine($"Forward {Number(verified.OutputError)} from the model, allowed {Number(options.ToleranceFloat32)}");
        WriteKinks(console, verified);
        console.WriteLine(verified.Passed ? "The gradients are right." : "Not passed.");
    }

    private static void WriteKinks(IAnsiConsole console, VerifiedGradients verified)
    {
        if (verified.Gradients.Sum(gradient => gradient.Kinks) is > 0 and var kinks)
        {
            console.WriteLine($"{kinks} entries or directions were left out: the loss has a kink there, as of a Relu at zero, at the smallest step too.");
        }

        foreach (var gradient in verified.Gradients.Where(gradient => gradient.Checked == 0))
        {
            console.WriteLine($"Nothing of '{gradient.Parameter}' could be checked: more --samples find more entries.");
        }
    }

    private static string Number(double value) => value.ToString("0.0e-00", CultureInfo.InvariantCulture);
}
