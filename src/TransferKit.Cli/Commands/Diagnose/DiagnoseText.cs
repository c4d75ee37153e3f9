using Spectre.Console;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Evaluation;
using TransferKit.Strategy;

namespace TransferKit.Cli.Commands.Diagnose;

/// <summary>What <c>diagnose</c> prints for people: the verdict first.</summary>
internal static class DiagnoseText
{
    private const int BarWidth = 40;

    /// <summary>Writes the report.</summary>
    public static void Write(IAnsiConsole console, DiagnoseReport report)
    {
        var diagnosis = report.Diagnosis;
        var facts = new FactSheet(console);
        facts.Add("Verdict", diagnosis.Verdict);
        facts.Add("", diagnosis.Explanation);
        console.WriteLine();
        WriteLadder(console, diagnosis);
        WriteGaps(console, diagnosis);
        WriteActions(console, diagnosis);
        console.WriteLine();
        facts.Add("Missing", diagnosis.Missing.Select(missing => $"{missing.Name}: {missing.Tells}; {missing.How}"));
        facts.Add("Mixed", diagnosis.MixedKnobs.Select(knob =>
            $"--{knob.Option} moves several gaps at once ({string.Join(", ", knob.Gaps.Select(gap => gap.ToText()))}): what it does to one cannot be told from what it does to another"));
        if (report.Applied is { } applied)
        {
            console.WriteLine();
            facts.Add("Applied", $"{applied.Action.Option}; the new model: {applied.Model}");
            RunComparisonText.Write(console, applied.Comparison);
        }

        GatesText.Write(console, report.Gates);
    }

    private static void WriteLadder(IAnsiConsole console, Diagnosis diagnosis)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine($"errors of '{diagnosis.Task.Name}' ({diagnosis.Task.MainMetric.ErrorName}), with 95 % intervals");
        var largest = diagnosis.Ladder.Steps.Select(step => step.Error.High).DefaultIfEmpty(1).Max();
        foreach (var step in diagnosis.Ladder.Steps)
        {
            var bar = new string('#', largest > 0 ? (int)Math.Round(step.Error.Value / largest * BarWidth) : 0);
            output.WriteLine($"  {step.Name,-10}{FiguresText.Figure(step.Error),-32}{bar}".TrimEnd());
        }
    }

    private static void WriteGaps(IAnsiConsole console, Diagnosis diagnosis)
    {
        if (diagnosis.Ladder.Gaps.Count == 0)
        {
            return;
        }

        console.WriteLine();
        var table = Tables.Plain("gap", "between", "difference", "");
        foreach (var gap in diagnosis.Ladder.Gaps)
        {
            table.AddRow(new Text(gap.Gap.ToText()), new Text($"{gap.From}, {gap.To}"), new Text(FiguresText.Figure(gap.Difference)), new Text(gap.Remark));
        }

        console.Write(table);
    }

    private static void WriteActions(IAnsiConsole console, Diagnosis diagnosis)
    {
        console.WriteLine();
        var output = console.Profile.Out.Writer;
        output.WriteLine(diagnosis.Actions.Count == 0 ? "nothing to change that a measurement speaks for" : "what to try next, the best first");
        foreach (var action in diagnosis.Actions)
        {
            output.WriteLine($"  {action.Rank}. {action.Option}{(action.MovesSeveral ? "  (moves several gaps)" : "")}");
            output.WriteLine($"     why: {action.Why}");
            output.WriteLine($"     expect: {action.Effect}; cost: {action.Cost}");
        }
    }
}
