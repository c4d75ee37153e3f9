using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tasks.Contracts;
using TransferKit.Training;

namespace TransferKit.Cli.Commands.Train;

/// <summary>Trains a model on a folder or table of images.</summary>
internal sealed class TrainCommand : CliCommand<TrainOptions>
{
    private readonly TrainDataGroup _data = new();
    private readonly BackboneGroup _backbone = new(orNone: true);
    private readonly StagesGroup _stages = new(choosesDepth: true);
    private readonly HeadGroup _head = new();
    private readonly AugmentationGroup _augmentation = new();
    private readonly TrainingGroup _training = new();
    private readonly ValidationGroup _validation = new();
    private readonly ResultGroup _result = new();

    public TrainCommand(CommandHost host)
        : base("train", "Trains a model on labelled images, and tells how good it is on images that it did not see.", host)
    {
        Examples =
        [
            "transferkit train --data photos/ --out parts.onnx",
            "transferkit train --data faces.csv --task gender:class --task age:regression --out faces.onnx",
            "transferkit train --data photos/ --folds 5 --gate \"label.accuracy.low>=0.8\" --out parts.onnx --json",
            "transferkit train --data photos/ --out parts.onnx --resume",
        ];
        Add([_data, _backbone, _stages, _head, _augmentation, _training, _validation, _result]);
    }

    protected override TrainOptions Read(ParseResult parsed)
    {
        var options = new TrainOptions { Data = "", Out = "" };
        options = _data.Read(parsed, options);
        options = _backbone.Read(parsed, options);
        options = _stages.Read(parsed, options);
        options = _head.Read(parsed, options);
        options = _augmentation.Read(parsed, options);
        options = _training.Read(parsed, options);
        options = _validation.Read(parsed, options);
        return _result.Read(parsed, options);
    }

    protected override async Task<ExitCode> RunAsync(TrainOptions options, CommandHost host, CancellationToken cancellation)
    {
        options = options with { Training = options.Training with { LedgerFolder = host.LedgerFolder } };
        TrainChecks.BeforeReading(options);
        var started = host.Time.GetTimestamp();
        var contract = Contracts.Read(options.Contract);
        var run = await TrainAsync(options, contract, host, cancellation);
        run.Save(options.Out);
        run.Split.Write(options.SplitOut);
        IReadOnlyList<LimitResult> limits = Limits.Check(contract, [.. run.Tasks.Select(TaskFigures.Of)], options.Out, options.Training.Threads, host.Time);
        Record(run, contract, limits, options, host);
        var report = TrainReport.Of(run, options, host.Time.GetElapsedTime(started)) with { Limits = limits };
        host.Print(report, () => TrainDocument.Of(report), TrainText.Write);
        return Gates.Code(report.Gates);
    }

    private static void Record(TransferRun run, MetricContract? contract, IReadOnlyList<LimitResult> limits, TrainOptions options, CommandHost host)
    {
        var record = run.ToRecord() with
        {
            Model = Path.GetFullPath(options.Out),
            Data = Path.GetFullPath(options.Data),
            Arguments = host.Arguments,
            WorkingFolder = Directory.GetCurrentDirectory(),
            Human = options.Human,
            Contract = contract is null ? null : new(contract.Terms, contract.History, limits),
        };
        record.Save(options.Training.WorkFolder!);
        new RunIndex(host.LedgerFolder).Add(record, options.Training.WorkFolder!);
    }

    private static async Task<TransferRun> TrainAsync(TrainOptions options, MetricContract? contract, CommandHost host, CancellationToken cancellation)
    {
        try
        {
            return await host.WithProgressAsync(progress => TrainAsync(options, contract, progress, cancellation));
        }
        catch (OperationCanceledException)
        {
            throw new StoppedException(
                $"Stopped before the end. What was done is kept in '{options.Training.WorkFolder}' and '{options.Training.CacheFolder}': "
                + "the same command with --resume goes on from there.");
        }
    }

    private static async Task<TransferRun> TrainAsync(TrainOptions options, MetricContract? contract, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var backbone = options.Backbone == ScratchOptions.Id
            ? Backbone.Scratch(new() { Seed = options.Training.Seed, InputSize = options.BackboneReading.InputSize ?? new ScratchOptions().InputSize })
            : await Backbone.LoadAsync(options.Backbone, options.BackboneReading, cancellation);
        var dataset = Contracts.Apply(contract, await DataReader.ReadAsync(options.Data, options.Image, options.Tasks, options.Reading, progress, cancellation));
        Gates.RequireKnown(options.Gates, dataset.Tasks.Select(task => TaskFigures.Of(task, dataset)));
        Limits.RequireKnown(contract, dataset.Tasks.Select(task => TaskFigures.Of(task, dataset)));
        HumanLevels.RequireKnown(options.Human, [.. dataset.Tasks.Select(task => task.Name)]);
        var split = options.SplitFile is { } file
            ? SplitFile.Read(file, dataset)
            : dataset.Split(options.Training.Seed, new SplitOptions { Target = options.Target });
        return await TransferTrainer.FineTuneAsync(backbone, split, options.Training, progress, cancellation);
    }
}
