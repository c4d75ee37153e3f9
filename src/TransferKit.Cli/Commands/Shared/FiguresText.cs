using System.Globalization;
using Spectre.Console;
using TransferKit.Evaluation;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>A task's figures for people: each with its interval, n, and the majority rate beside it.</summary>
internal static class FiguresText
{
    private const int MostClasses = 12;

    /// <summary>Writes the main metric of each part, and the others of the part that counts most.</summary>
    public static void Write(IAnsiConsole console, TaskFigures figures)
    {
        var output = console.Profile.Out.Writer;
        output.WriteLine($"{figures.Metric} of '{figures.Name}', with 95 % intervals");
        var width = figures.Parts.Select(part => Figure(part.Evaluation[figures.Metric]).Length).DefaultIfEmpty().Max();
        foreach (var (name, evaluation) in figures.Parts)
        {
            var majority = evaluation switch
            {
                ClassificationEvaluation { Majority: { } rate } => $"  majority {Number(rate)}",
                BoxEvaluation { OfMeanBox: { } overlap } => $"  mean box {Number(overlap)}",
                _ => "",
            };
            output.WriteLine($"  {name,-10}{Figure(evaluation[figures.Metric]).PadRight(width)}{majority}".TrimEnd());
        }

        if (figures.Parts.Any(part => part.Evaluation[figures.Metric] is { Selected: true }))
        {
            output.WriteLine("  (selected: this figure chose something, so its interval is optimistic)");
        }

        if (figures.CrossValidated is not null)
        {
            output.WriteLine("  (folds: the mean of models that each left a part out, not the figure of the saved model)");
        }

        if (figures.Detailed is { } final)
        {
            var part = figures.Parts.Last(candidate => ReferenceEquals(candidate.Evaluation, final)).Name;
            output.WriteLine($"other figures on {part}");
            foreach (var metric in figures.Metrics.Where(metric => metric != figures.Metric))
            {
                output.WriteLine($"  {metric,-20}{Figure(final[metric])}");
            }
        }
    }

    /// <summary>Writes which classes were taken for which.</summary>
    public static void WriteClasses(IAnsiConsole console, TaskFigures figures)
    {
        if (figures.Detailed is MultiLabelEvaluation labels)
        {
            WriteLabels(console, figures, labels);
        }

        if (figures.Detailed is not ClassificationEvaluation final || figures.Classes.Count > MostClasses)
        {
            return;
        }

        console.WriteLine();
        var table = Tables.Plain(["label", .. figures.Classes.Select((_, index) => Letter(index)), "recall"]).AlignRight(1..^1);
        foreach (var (name, label) in figures.Classes.Select((name, label) => (name, label)))
        {
            table.AddRow(
            [
                new Text($"{Letter(label)} {name}"),
                .. Enumerable.Range(0, figures.Classes.Count).Select(predicted => new Text(Count(final.Confusion[label, predicted]))),
                new Text(Figure(final.Recall[label])),
            ]);
        }

        console.Write(table);
        console.WriteLine("rows: what it is; columns: what the model said");
    }

    private static void WriteLabels(IAnsiConsole console, TaskFigures figures, MultiLabelEvaluation evaluation)
    {
        console.WriteLine();
        var table = Tables.Plain(["label", "F1"]).AlignRight(1..);
        foreach (var (name, figure) in figures.Classes.Zip(evaluation.PerLabel))
        {
            table.AddRow(new Text(name), new Text(Figure(figure)));
        }

        console.Write(table);
    }

    /// <summary>A figure with its interval, or what stands for none.</summary>
    public static string Figure(Interval? figure) => figure?.ToString() ?? "cannot be measured here";

    private static string Letter(int index) => ((char)('a' + index)).ToString();

    private static string Count(int count) => count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
