using System.CommandLine;
using TransferKit.Backbones;
using TransferKit.Strategy;
using TransferKit.Training;

namespace TransferKit.Bench.Faults;

/// <summary>Plants faults in data and in trainings, and counts how often the diagnosis names them.</summary>
internal static class FaultsCommand
{
    private const int Folds = 5;

    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "folder of classes, or a CSV file with a column path" };
        var column = new Option<string>("--column") { DefaultValueFactory = _ => "label", Description = "the CSV file's column of classes (default label)" };
        var backbone = new Option<string>("--backbone") { DefaultValueFactory = _ => "mobilenet-v3-coco", Description = "name or .onnx file" };
        var cache = new Option<string?>("--cache") { Description = "folder to keep features in (default: one that is deleted in the end)" };
        var first = new Option<int>("--from") { DefaultValueFactory = _ => 0, Description = "the first seed (default 0)" };
        var last = new Option<int>("--to") { DefaultValueFactory = _ => 9, Description = "the last seed (default 9)" };
        var images = new Option<int>("--images") { DefaultValueFactory = _ => int.MaxValue, Description = "how many images each seed draws (default all)" };
        var classes = new Option<string[]>("--classes") { DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true, Description = "the classes of the other cases (default all)" };
        var clean = new Option<string[]>("--clean") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "classes of the cases clean and shift, of which the easy images are taken" };
        var only = new Option<string[]>("--only") { DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true, Description = "names of cases (default all)" };
        var leastGap = new Option<double>("--least-gap") { DefaultValueFactory = _ => Ladder.StandardLeastGap, Description = "the smallest gap that matters (default the library's)" };
        var workers = new Option<int>("--workers") { DefaultValueFactory = _ => 2, Description = "trainings at a time, of one thread each (default 2)" };
        var labelErrors = new Option<bool>("--label-errors") { Description = "compare the lists of suspected labels too" };
        var command = new Command("faults", "Plant faults and count how often the diagnosis names them.")
        {
            data, column, backbone, cache, first, last, images, classes, clean, only, leastGap, workers, labelErrors,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var work = Directory.CreateTempSubdirectory("transferkit-faults-").FullName;
            var trunk = await Backbone.LoadAsync(arguments.GetValue(backbone)!, null, cancellationToken);
            var read = await FaultSamples.ReadAsync(arguments.GetValue(data)!, arguments.GetValue(column)!, cancellationToken);
            var options = new FineTuneOptions { Folds = Folds, Threads = 1, CacheFolder = arguments.GetValue(cache) ?? Path.Combine(work, "features") };
            var (all, ofClean) = (read.OfClasses(arguments.GetValue(classes)!), read.OfClasses(arguments.GetValue(clean)!));
            var easy = await EasyImages.OfAsync(ofClean, trunk, options, cancellationToken);
            Console.Error.WriteLine($"{all.Samples.Count} images; {easy.Samples.Count} of {ofClean.Samples.Count} of the clean classes are easy");
            var names = arguments.GetValue(only)!;
            var faults = PlantedFault.All(trunk, new(work)).Where(fault => names.Length == 0 || names.Contains(fault.Name)).ToArray();
            var seeds = Enumerable.Range(arguments.GetValue(first), arguments.GetValue(last) - arguments.GetValue(first) + 1);
            var trials = new FaultTrial[faults.Length * seeds.Count()];
            await Parallel.ForEachAsync(
                faults.SelectMany(fault => seeds.Select(seed => (fault, seed))).Index(), new ParallelOptions { MaxDegreeOfParallelism = arguments.GetValue(workers), CancellationToken = cancellationToken },
                async (trial, token) =>
                {
                    var (fault, seed) = trial.Item;
                    var planted = fault.Plant(
                        all.Draw(arguments.GetValue(images), new(seed, "all")), easy.Draw(arguments.GetValue(images), new(seed, "clean")), options with { Seed = seed },
                        new(seed, "fault", fault.Name));
                    trials[trial.Index] = await FaultTrial.RunAsync(fault, trunk, planted, arguments.GetValue(leastGap), token);
                });
            FaultTable.Lines(trials, arguments.GetValue(labelErrors)).ToList().ForEach(Console.Error.WriteLine);
            Console.WriteLine(FaultTable.Json(trials));
            Directory.Delete(work, recursive: true);
        });
        return command;
    }
}
