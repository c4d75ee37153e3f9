using Spectre.Console;
using TransferKit.Cli.Commands.Shared;

namespace TransferKit.Cli.Commands.Doctor;

/// <summary>What <c>doctor</c> prints for people.</summary>
internal static class DoctorText
{
    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, DoctorReport report)
    {
        console.WriteLine($"TransferKit {report.Version} on {report.Runtime}, {report.Platform}, {report.Threads} threads");
        console.WriteLine();
        var table = Tables.Plain("Check", "State", "Found");
        foreach (var check in report.Checks)
        {
            table.AddRow(new Text(check.Name), Tables.Verdict(check.Healthy, "ok", "BROKEN"), new Text(check.Found));
        }

        console.Write(table);
        console.WriteLine();
        console.WriteLine(report.Healthy ? "Everything works." : "Something is broken: see above.");
    }
}
