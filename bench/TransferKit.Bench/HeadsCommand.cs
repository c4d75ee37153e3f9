using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Features;
using TransferKit.Tasks;
using TransferKit.Training;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;

namespace TransferKit.Bench;

/// <summary>Cross-validated quality of heads, and everything another library needs to be measured on the same folds.</summary>
internal static class HeadsCommand
{
    private const int Folds = 5;

    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "folder of classes, or a CSV file with a column path" };
        var column = new Option<string>("--column") { DefaultValueFactory = _ => "label", Description = "the CSV file's column of classes (default label)" };
        var backbone = new Option<string>("--backbone") { DefaultValueFactory = _ => "mobilenet-v3-coco", Description = "name or .onnx file" };
        var range = new Option<string?>("--input-range") { Description = "the backbone's input range, such as -1:1" };
        var cache = new Option<string?>("--cache") { Description = "folder to keep features in (default: none)" };
        var seeds = new Option<int[]>("--seeds") { DefaultValueFactory = _ => [1, 2, 3, 4, 5], AllowMultipleArgumentsPerToken = true, Description = "seeds (default 1 to 5)" };
        var target = new Option<DirectoryInfo?>("--out") { Description = "folder for features.npy and a CSV file of held-out rows a seed" };
        var optimizer = new Option<OptimizerKind?>("--optimizer") { Description = "default: the library's" };
        var schedule = new Option<ScheduleKind?>("--schedule") { Description = "default: the library's" };
        var decay = new Option<double?>("--weight-decay") { Description = "default: chosen inside each fold" };
        var rate = new Option<double?>("--learning-rate") { Description = "default: the optimizer's" };
        var hidden = new Option<int[]>("--hidden") { DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true, Description = "widths of hidden layers (default none)" };
        var dropout = new Option<double>("--dropout") { Description = "dropout of hidden layers (default 0)" };
        var norm = new Option<bool>("--batch-norm") { Description = "batch normalisation of hidden layers" };
        var command = new Command("heads", "Cross-validate heads on frozen features, five folds a seed.")
        {
            data, column, backbone, range, cache, seeds, target, optimizer, schedule, decay, rate, hidden, dropout, norm,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var library = new FineTuneOptions();
            var options = library with
            {
                Folds = Folds,
                CacheFolder = arguments.GetValue(cache),
                Optimizer = arguments.GetValue(optimizer) ?? library.Optimizer,
                Schedule = arguments.GetValue(schedule) ?? library.Schedule,
                WeightDecay = arguments.GetValue(decay),
                LearningRate = arguments.GetValue(rate),
                Head = new HeadOptions { Hidden = arguments.GetValue(hidden)!, Dropout = arguments.GetValue(dropout), BatchNormalization = arguments.GetValue(norm) },
            };
            var input = new BackboneOptions { InputRange = arguments.GetValue(range) is { } text ? InputRange.Parse(text) : null };
            var trunk = await Backbone.LoadAsync(arguments.GetValue(backbone)!, input, cancellationToken);
            var dataset = await ReadAsync(arguments.GetValue(data)!, arguments.GetValue(column)!, cancellationToken);
            await RunAsync(trunk, dataset, options, arguments.GetValue(seeds)!, arguments.GetValue(target), cancellationToken);
        });
        return command;
    }

    private static Task<ImageDataset> ReadAsync(string data, string column, CancellationToken cancellationToken) => Directory.Exists(data)
        ? ImageDataset.FromFoldersAsync(data, cancellationToken: cancellationToken)
        : ImageDataset.FromCsvAsync(data, [LearningTask.Classification(column)], cancellationToken: cancellationToken);

    private static async Task RunAsync(
        Backbone backbone, ImageDataset dataset, FineTuneOptions options, int[] seeds, DirectoryInfo? target, CancellationToken cancellationToken)
    {
        var runs = new List<TransferRun>();
        foreach (var seed in seeds)
        {
            runs.Add(await TransferTrainer.FineTuneAsync(backbone, dataset.Split(seed), options with { Seed = seed }, null, cancellationToken));
        }

        if (target is not null)
        {
            target.Create();
            await WriteFeaturesAsync(backbone, dataset, options, Path.Combine(target.FullName, "features.npy"), cancellationToken);
            runs.ForEach(run => WriteHeldOut(run, Path.Combine(target.FullName, $"seed-{run.Options.Seed}.csv")));
        }

        Console.WriteLine(JsonSerializer.Serialize(new
        {
            library = "TransferKit",
            backbone = backbone.Id,
            optimizer = options.Optimizer.ToString(),
            schedule = options.Schedule.ToString(),
            rows = runs[0].Tasks[0].HeldOut!.Count,
            mean = new { accuracy = Mean(runs, "accuracy"), balancedAccuracy = Mean(runs, "balanced-accuracy"), logLoss = Mean(runs, "log-loss") },
            seconds = Math.Round(runs.Average(run => run.Seconds.Train), 2),
            seeds = runs.Select(run => new
            {
                seed = run.Options.Seed,
                accuracy = Text(run, "accuracy"),
                balancedAccuracy = Text(run, "balanced-accuracy"),
                logLoss = Text(run, "log-loss"),
                weightDecay = run.Tasks[0].WeightDecay,
                seconds = Math.Round(run.Seconds.Train, 2),
            }),
        }));
    }

    private static Interval Figure(TransferRun run, string metric) => run.Tasks[0].CrossValidated![metric]!.Value;

    private static string Text(TransferRun run, string metric) => Figure(run, metric).ToString();

    private static double Mean(List<TransferRun> runs, string metric) => Math.Round(runs.Average(run => Figure(run, metric).Value), 4);

    private static async Task WriteFeaturesAsync(
        Backbone backbone, ImageDataset dataset, FineTuneOptions options, string path, CancellationToken cancellationToken)
    {
        using var extractor = new FeatureExtractor(backbone, null, new() { Threads = options.Threads, CacheFolder = options.CacheFolder });
        var matrix = (await extractor.ExtractAsync(dataset.Samples, null, cancellationToken)).Matrix;
        NpyFile.Write(path, matrix.Values, matrix.Rows, matrix.Columns);
    }

    /// <summary>A line a held-out row: its row of the features, its fold from 1, and what the fold's model said of it.</summary>
    private static void WriteHeldOut(TransferRun run, string path)
    {
        var dataset = run.Split.Dataset;
        var scored = (ClassificationRows)run.Tasks[0].HeldOut!;
        var rows = dataset.Folds(Folds, run.Options.Seed).SelectMany((fold, number) => fold.HeldOut
            .Where(sample => dataset.Samples[sample].Labels[0] is not null)
            .Select(sample => (Sample: sample, Fold: number + 1)));
        using var writer = new StreamWriter(path);
        writer.WriteLine("row,fold,label,predicted,label_probability");
        foreach (var (index, row) in rows.Index())
        {
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Sample},{row.Fold},{scored.Labels[index]},{scored.Predicted[index]},{scored.LabelProbability[index]:R}"));
        }
    }
}
