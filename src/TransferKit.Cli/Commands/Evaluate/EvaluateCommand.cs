using System.CommandLine;
using TransferKit.Artifacts;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Runs;

namespace TransferKit.Cli.Commands.Evaluate;

/// <summary>Scores a model on labelled images.</summary>
internal sealed class EvaluateCommand : CliCommand<EvaluateOptions>
{
    private readonly Argument<string> _model = new("M.onnx") { Description = "A model that 'train' saved." };
    private readonly DataOptionGroup _data = new();
    private readonly EvaluateOptionGroup _group = new();

    public EvaluateCommand(CommandHost host)
        : base("eval", "Scores a model on labelled images: on the test part where the data have one, else on all of them.", host)
    {
        Examples =
        [
            "transferkit eval flowers.onnx --data more-flowers/",
            "transferkit eval faces.onnx --data faces.csv --gate \"gender.accuracy.low>=0.9\" --json",
        ];
        Add(_model);
        Add([_data, _group]);
    }

    protected override EvaluateOptions Read(ParseResult parsed) => new()
    {
        Model = parsed.GetRequiredValue(_model),
        Data = parsed.GetRequiredValue(_data.Data),
        Image = parsed.GetValue(_data.Image),
        IncludeSeen = parsed.GetValue(_group.IncludeSeen),
        TestTimeAugmentation = parsed.GetValue(_group.TestTimeAugmentation),
        Contract = parsed.GetValue(_group.Contract),
        Gates = parsed.GetValue(_group.Gates)!,
    };

    protected override async Task<ExitCode> RunAsync(EvaluateOptions options, CommandHost host, CancellationToken cancellation)
    {
        using var model = Predictor.Load(options.Model, new() { TestTimeAugmentation = options.TestTimeAugmentation });
        var contract = Contracts.Read(options.Contract);
        var tasks = Contracts.TasksOf(model, contract);
        TaskFigures[] known = [.. tasks.Zip(model.Tasks, (task, saved) => new TaskFigures(task.Name, task.Kind, saved.Classes) { Metric = task.MainMetric.Name })];
        Gates.RequireKnown(options.Gates, known);
        Limits.RequireKnown(contract, known);
        var report = await host.WithProgressAsync(progress =>
            EvaluateReport.CreateAsync(model, tasks, options, new LookLedger(host.LedgerFolder), progress, cancellation));
        report = report with { Limits = Limits.Check(contract, report.Tasks, options.Model, Environment.ProcessorCount, host.Time) };
        host.Print(report, () => EvaluateDocument.Of(report), EvaluateText.Write);
        return Gates.Code(report.Gates);
    }
}
