using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Commands.Train;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.MultiTask;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Comparing;
using TransferKit.Strategy.Curves;
using TransferKit.Tasks.Contracts;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>Compares ways of training on the same folds.</summary>
internal sealed class CompareCommand : CliCommand<CompareOptions>
{
    private readonly LearningDataGroup _data = new();
    private readonly ArmsGroup _arms = new();
    private readonly BackboneGroup _backbone = new(orNone: false);
    private readonly StagesGroup _stages = new(choosesDepth: false);
    private readonly HeadGroup _head = new();
    private readonly AugmentationGroup _augmentation = new();
    private readonly TrainingGroup _training = new();
    private readonly WorkGroup _work = new();

    public CompareCommand(CommandHost host)
        : base("compare", "Compares ways of training on the same folds: each figure with its interval, and each difference with its own.", host)
    {
        Examples =
        [
            "transferkit compare --data photos/ --transfer",
            "transferkit compare --data photos/ --arms head,last:2 --folds 5 --seeds 3",
            "transferkit compare --data photos/ --arms head,last:1,last:4 --backbone mine.onnx --json",
            "transferkit compare --data parts.csv --task kind:class --task weight:regression --tasks --retrain last:2",
            "transferkit compare --data photos/ --sizes 25,50,100,all --seeds 5",
            "transferkit compare --data cells.csv --pipeline cells.yaml --sizes 50,100,all",
        ];
        Add([_data, _arms, _backbone, _stages, _head, _augmentation, _training, _work]);
    }

    protected override CompareOptions Read(ParseResult parsed)
    {
        var options = _data.Read(parsed, new CompareOptions { Data = "", Arms = [] });
        options = _arms.Read(parsed, options);
        options = _backbone.Read(parsed, options);
        options = _stages.Read(parsed, options);
        var modes = _stages.WithBudget(parsed, [.. options.Arms.Select(arm => arm.Retrain)]);
        options = options with { Arms = [.. options.Arms.Zip(modes, (arm, mode) => arm with { Retrain = mode })] };
        options = _head.Read(parsed, options);
        options = _augmentation.Read(parsed, options);
        options = _training.Read(parsed, options);
        return _work.Read(parsed, options);
    }

    protected override async Task<ExitCode> RunAsync(CompareOptions options, CommandHost host, CancellationToken cancellation)
    {
        LearningChecks.RequireAgreement(options);
        LearningChecks.RequireFolders(options);
        var started = host.Time.GetTimestamp();
        if (options.Pipeline is { } file)
        {
            RequirePipeline(options);
            var pipeline = PipelineFile.Read(file);
            var compared = await StoppableAsync(options, host, progress => PipelineAsync(options, pipeline, progress, cancellation));
            var staged = PipelineReport.Of(compared.Dataset, pipeline, compared.Result, options, host.Time.GetElapsedTime(started));
            host.Print(staged, () => PipelineDocument.Of(staged), PipelineText.Write);
            return ExitCode.Done;
        }

        var contract = Contracts.Read(options.Contract);
        if (options.Sizes is { } sizes)
        {
            var measured = await StoppableAsync(options, host, progress => CurveAsync(options, contract, sizes, progress, cancellation));
            var curve = CurveReport.Of(measured.Dataset, measured.Result, options, host.Time.GetElapsedTime(started));
            host.Print(curve, () => CurveDocument.Of(curve), CurveText.Write);
            return ExitCode.Done;
        }

        var (dataset, result) = await StoppableAsync(options, host, progress => CompareAsync(options, contract, progress, cancellation));
        var report = CompareReport.Of(dataset, result, options, host.Time.GetElapsedTime(started)) with
        {
            Choices = contract is null ? [] : ContractChoice.Of(contract, result),
        };
        host.Print(report, () => CompareDocument.Of(report), CompareText.Write);
        return ExitCode.Done;
    }

    private static async Task<T> StoppableAsync<T>(CompareOptions options, CommandHost host, Func<IProgress<ProgressReport>, Task<T>> work)
    {
        try
        {
            return await host.WithProgressAsync(work);
        }
        catch (OperationCanceledException)
        {
            throw new StoppedException(
                options.Pipeline is not null ? $"Stopped before the end. What was computed of images is kept in '{options.Training.CacheFolder}'."
                    : $"Stopped before the end. What was done is kept in '{options.Training.WorkFolder}' and '{options.Training.CacheFolder}': the same command with --resume goes on from there.");
        }
    }

    private static async Task<(ImageDataset Dataset, ComparisonResult Result)> CompareAsync(
        CompareOptions options, MetricContract? contract, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var backbone = await Backbone.LoadAsync(options.Backbone, options.BackboneReading, cancellation);
        var dataset = Contracts.Apply(contract, await DataReader.ReadAsync(options.Data, options.Image, options.Tasks, options.Reading, progress, cancellation));
        RequireTasks(dataset, options);
        Limits.RequireKnown(contract, dataset.Tasks.Select(task => TaskFigures.Of(task, dataset)));
        var comparison = options.ToComparison(dataset);
        var result = await TransferComparison.RunAsync(backbone, dataset, comparison, progress, cancellation);
        if (options is not { Separates: true, Shared: { } shared })
        {
            return (dataset, result);
        }

        ComparisonArm[] remedies = [.. new[] { TaskSharing.Separated(dataset, shared, result), TaskSharing.WithOwnAdapters(shared, result) }.OfType<ComparisonArm>()];
        if (remedies.Length == 0)
        {
            return (dataset, result);
        }

        // Finished arms are found in the work folder.
        comparison = comparison with { Arms = [.. comparison.Arms, .. remedies], Training = comparison.Training with { Resume = true } };
        return (dataset, await TransferComparison.RunAsync(backbone, dataset, comparison, progress, cancellation));
    }

    private static async Task<(ImageDataset Dataset, LearningCurveResult Result)> CurveAsync(
        CompareOptions options, MetricContract? contract, CurveSizes sizes, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var backbone = await Backbone.LoadAsync(options.Backbone, options.BackboneReading, cancellation);
        var dataset = Contracts.Apply(contract, await DataReader.ReadAsync(options.Data, options.Image, options.Tasks, options.Reading, progress, cancellation));
        return (dataset, await LearningCurve.RunAsync(backbone, dataset, options.ToCurve(sizes), progress, cancellation));
    }

    private static async Task<(ImageDataset Dataset, PipelineComparisonResult Result)> PipelineAsync(
        CompareOptions options, Pipeline pipeline, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var backbone = await Backbone.LoadAsync(options.Backbone, options.BackboneReading, cancellation);
        var dataset = await DataReader.ReadAsync(options.Data, options.Image, pipeline.Tasks, options.Reading, progress, cancellation);
        return (dataset, await PipelineComparison.RunAsync(backbone, pipeline, dataset, options.ToPipelineComparison(), progress, cancellation));
    }

    private static void RequirePipeline(CompareOptions options)
    {
        if (options.Contract is not null || options.Training.Resume)
        {
            throw new UsageException(
                options.Training.Resume ? "'--resume' does not go with '--pipeline': what was computed of images is in the cache, the rest is trained anew."
                    : "'--contract' does not go with '--pipeline': the pipeline's file names the metric of each step.",
                "compare");
        }

        if (options.Tasks.Count > 0)
        {
            throw new UsageException("'--task' and '--pipeline' both say what is learned: the pipeline's file names its tasks.", "compare");
        }

        if (!DataReader.IsTable(options.Data))
        {
            throw new UsageException("'--pipeline' takes a CSV or TSV file as '--data': a folder of classes has no column for the truth of each step.", "compare");
        }
    }

    private static void RequireTasks(ImageDataset dataset, CompareOptions options)
    {
        if (options.Shared is not null && dataset.Tasks is [var only])
        {
            throw new UsageException($"'--tasks' compares several tasks, and '{options.Data}' has one, '{only.Name}': name more by '--task NAME:KIND'.", "compare");
        }
    }
}
