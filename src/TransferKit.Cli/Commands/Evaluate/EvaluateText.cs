using Spectre.Console;
using TransferKit.Cli.Commands.Shared;

namespace TransferKit.Cli.Commands.Evaluate;

/// <summary>What <c>eval</c> prints for people.</summary>
internal static class EvaluateText
{
    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, EvaluateReport report)
    {
        var facts = new FactSheet(console);
        facts.Add("Model", report.Model);
        facts.Add("Data", $"{report.Images} images{(report.OnTestPart ? " of the test part" : "")}{Seen(report)}{(report.TestTimeAugmentation ? "; each also mirrored" : "")}");
        if (!report.OnTestPart && report.SeenInTraining > 0)
        {
            facts.Add("", "the data name no test part: images that choices were made on in training may be among those of 'test'");
        }

        facts.AddQuarantined(report.Quarantined);
        foreach (var task in report.Tasks)
        {
            console.WriteLine();
            FiguresText.Write(console, task);
            FiguresText.WriteClasses(console, task);
        }

        console.WriteLine();
        facts.AddLooks(report.Looks, report.Tasks);
        facts.Add("Limits", Limits.Describe(report.Limits));
        GatesText.Write(console, report.Gates);
    }

    private static string Seen(EvaluateReport report) => report.SeenInTraining switch
    {
        0 => "",
        var seen when report.IncludesSeen => $", {seen} of which the model was trained on: their figures are those of 'train'",
        var seen => $"; {seen} more were left out because the model was trained on them",
    };
}
