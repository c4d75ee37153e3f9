using System.CommandLine;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Strategy;

namespace TransferKit.Cli.Commands.Diagnose;

/// <summary>What <c>diagnose</c> was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Diagnosis">How it is diagnosed.</param>
/// <param name="Gates">Limits that the run's figures must keep.</param>
/// <param name="Apply">Whether to train with the first action.</param>
/// <param name="Out">The model to write then, or null.</param>
internal sealed record DiagnoseOptions(string Run, DiagnosisOptions Diagnosis, IReadOnlyList<Gate> Gates, bool Apply, string? Out);

/// <summary>How a run is diagnosed.</summary>
internal sealed class DiagnoseGroup() : OptionGroup("Diagnosis")
{
    private readonly Option<string?> _task = CliOptions.Text("--task", "NAME", "The task [default: the first]");

    private readonly Option<IReadOnlyList<HumanLevel>> _human = HumanLevels.Option();

    private readonly Option<double?> _leastGap = CliOptions.Number(
        "--least-gap", "The smallest gap, or share of wrong labels, that matters; for numbers a share of the largest error", 0, 1, Ladder.StandardLeastGap);

    private readonly Option<IReadOnlyList<Gate>> _gates = Gates.Option();

    private readonly Option<bool> _apply = CliOptions.Flag(
        "--apply", "Trains again with the first action that is a change of options, on the same split, and shows the paired difference.");

    private readonly Option<string?> _out = CliOptions.Text("--out", "M.onnx", "With --apply, the model to write [default: M.applied.onnx]");

    public override IReadOnlyList<Option> Options => [_task, _human, _leastGap, _gates, _apply, _out];

    /// <summary>What was given.</summary>
    public DiagnoseOptions Read(ParseResult parsed, string run) => new(
        run,
        new() { Task = parsed.GetValue(_task), Human = parsed.GetValue(_human)!, LeastGap = parsed.GetValue(_leastGap)!.Value },
        parsed.GetValue(_gates)!,
        parsed.GetValue(_apply),
        parsed.GetValue(_out));
}
