using System.CommandLine;
using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy;

namespace TransferKit.Cli.Commands.Diagnose;

/// <summary>Tells what is wrong with a training and what to try next.</summary>
internal sealed class DiagnoseCommand : CliCommand<DiagnoseOptions>
{
    private readonly Argument<string> _run = RunArgument.Create();
    private readonly DiagnoseGroup _group = new();

    public DiagnoseCommand(CommandHost host)
        : base("diagnose", "Tells what is wrong with a training, how sure that is, and what to try next, the best first.", host)
    {
        Examples =
        [
            "transferkit diagnose flowers.run",
            "transferkit diagnose flowers.run --human label=0.02:50",
            "transferkit diagnose flowers.run --apply --out better.onnx",
            "transferkit diagnose flowers.run --gate \"label.accuracy.low>=0.8\" --json",
        ];
        Add(_run);
        Add([_group]);
    }

    protected override DiagnoseOptions Read(ParseResult parsed) => _group.Read(parsed, parsed.GetRequiredValue(_run));

    protected override async Task<ExitCode> RunAsync(DiagnoseOptions options, CommandHost host, CancellationToken cancellation)
    {
        var run = RunArgument.Find(host, options.Run);
        RunTasks.RequireKnown(run, options.Diagnosis.Task);
        HumanLevels.RequireKnown(options.Diagnosis.Human, [.. run.Tasks.Select(task => task.Name)]);
        Gates.RequireKnown(options.Gates, run.Tasks.Select(task => new TaskFigures(task.Name, task.Kind, task.Classes)));
        var diagnosis = Diagnosis.Of(run, options.Diagnosis);
        var gates = options.Gates.Select(gate => gate.Check(Final(run, gate))).ToList();
        var applied = options.Apply ? await ApplyAsync(diagnosis, options, host, cancellation) : null;
        var report = new DiagnoseReport(diagnosis, gates, applied);
        host.Print(report, () => DiagnoseDocument.Of(report), DiagnoseText.Write);
        return Gates.Code(gates);
    }

    private static Interval? Final(RunRecord run, Gate gate) => new[] { "test", "cv", "dev" }
        .Select(part => run.Figure(gate.Task, part, gate.Metric)).FirstOrDefault(figure => figure is not null)?.Value;

    /// <summary>Trains again with the first action that is a change of options, and compares.</summary>
    private static async Task<AppliedAction> ApplyAsync(Diagnosis diagnosis, DiagnoseOptions options, CommandHost host, CancellationToken cancellation)
    {
        var action = diagnosis.Actions.FirstOrDefault(candidate => candidate.Arguments.Count > 0) ?? throw new InvalidOptionsException(
            $"Nothing to apply: the verdict is '{diagnosis.Verdict}', and no action is a change of options alone.");
        var output = options.Out ?? Path.ChangeExtension(diagnosis.Run.Model ?? "model.onnx", null) + ".applied.onnx";
        IReadOnlyList<string> words = [.. RepeatCommand.Without(RepeatCommand.WordsOf(diagnosis.Run, output, json: false), action.Arguments[0]), .. action.Arguments];
        using var printed = new StringWriter();
        var inner = new CommandHost
        {
            Output = printed,
            Error = host.Error,
            ProgressTerminal = host.ProgressTerminal,
            Time = host.Time,
            LedgerFolder = host.LedgerFolder,
            ShowsStackTraces = host.ShowsStackTraces,
            CodeOfCancellation = host.CodeOfCancellation,
        };
        var code = await CommandLine.RunAsync(words, inner, cancellation);
        return code == (int)ExitCode.Done
            ? new(action, output, words, RunComparison.Of(WithPeopleOf(diagnosis.Run, Train.TrainOptions.Beside(output, ".run")), diagnosis.Run))
            : throw new ApplyFailedException($"The training with '{action.Option}' ended with exit code {code}; what went wrong stands above.", (ExitCode)code);
    }

    /// <summary>What people reach on these images stays what it was measured to be, whatever is trained on them: the new record says it too.</summary>
    private static RunRecord WithPeopleOf(RunRecord before, string folder)
    {
        var trained = RunRecord.Load(folder);
        if (before.Human.Count > 0)
        {
            trained = trained with { Human = before.Human };
            trained.Save(folder);
        }

        return trained;
    }
}
