using System.CommandLine;
using System.Text.Json;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Pipelines;
using TransferKit.Pipelines.Comparing;
using TransferKit.Pipelines.Steps;
using TransferKit.Tasks;
using TransferKit.Tests.Pipelines;
using TransferKit.Training;

namespace TransferKit.Bench.Scenes;

/// <summary>Asks the library where one model overtakes a pipeline, of scenes in which that can be moved, and compares with what many more scenes tell.</summary>
internal static class CrossoversCommand
{
    private static readonly int[] Sizes = [25, 50, 100, 200];
    private static readonly int[] TruthSizes = [.. Sizes, 400, 800, 1_600, 3_200];
    private static readonly LearningTask Category = LearningTask.Classification("category");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "CSV file of pictures, with a column path" };
        var column = new Option<string>("--column") { DefaultValueFactory = _ => "category", Description = "its column of classes (default category)" };
        var classes = new Option<string[]>("--classes") { DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true, Description = "the classes (default all)" };
        var tints = new Option<double[]>("--tints") { DefaultValueFactory = _ => [1, 0.75, 0], AllowMultipleArgumentsPerToken = true, Description = "by how many levels the ground tells the class, a setting each (default 1 0.75 0)" };
        var wrong = new Option<double>("--wrong-frames") { DefaultValueFactory = _ => 0.15, Description = "the share of scenes whose frame is around an object of another class (default 0.15)" };
        var sets = new Option<int>("--sets") { DefaultValueFactory = _ => 4, Description = "how many times the library is asked, each time about scenes of its own (default 4)" };
        var scenes = new Option<int>("--scenes") { DefaultValueFactory = _ => 500, Description = "how many scenes it is asked about (default 500)" };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "how many seeds cut folds of them (default 1)" };
        var pool = new Option<int>("--pool") { DefaultValueFactory = _ => 1_600, Description = "scenes to learn from for the truth (default 1600)" };
        var asked = new Option<int>("--asked") { DefaultValueFactory = _ => 1_000, Description = "scenes to be asked about for the truth (default 1000)" };
        var cache = new Option<string?>("--cache") { Description = "folder to keep features in (default: one that is deleted in the end)" };
        var command = new Command("crossovers", "Compare the crossover that the library tells with what many more scenes tell.") { data, column, classes, tints, wrong, sets, scenes, seeds, pool, asked, cache };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var work = Directory.CreateTempSubdirectory("transferkit-crossovers-").FullName;
            var pictures = await ScenePictures.ReadAsync(arguments.GetValue(data)!, arguments.GetValue(column)!, arguments.GetValue(classes)!, cancellationToken);
            var backbone = await Backbone.LoadAsync("mobilenet-v3-coco", null, cancellationToken);
            var training = new FineTuneOptions { WeightDecay = 0.1, CacheFolder = arguments.GetValue(cache) ?? Path.Combine(work, "features") };
            var found = new List<object>();
            foreach (var tint in arguments.GetValue(tints)!)
            {
                ImageDataset Draw(int count, int seed)
                {
                    var options = new SceneOptions(count, WrongFrames: arguments.GetValue(wrong), Tint: tint, Seed: seed);
                    var table = new SceneGenerator(pictures, options).Write(Path.Combine(work, FormattableString.Invariant($"{tint}-{seed}")));
                    // Scenes of the same objects look alike, and are none the less drawn one by one.
                    return ImageDataset.FromCsvAsync(table, [Category], options: new() { NearDuplicateDistance = null }, cancellationToken: cancellationToken).GetAwaiter().GetResult();
                }

                var truth = await CrossoverTruth.MeasureAsync(
                    backbone, Pipeline, Draw(arguments.GetValue(pool) + arguments.GetValue(asked), 0), arguments.GetValue(asked), [.. TruthSizes.Where(size => size <= arguments.GetValue(pool))], training, cancellationToken);
                Console.Error.WriteLine(FormattableString.Invariant($"tint {tint}: {truth}"));
                var told = new List<Crossover>();
                for (var set = 1; set <= arguments.GetValue(sets); set++)
                {
                    var options = new PipelineComparisonOptions { Sizes = Sizes, Seeds = [.. Enumerable.Range(1, arguments.GetValue(seeds))], Training = training };
                    told.Add((await PipelineComparison.RunAsync(backbone, Pipeline, Draw(arguments.GetValue(scenes), set), options, null, cancellationToken)).Crossover);
                    Console.Error.WriteLine($"  {told[^1].Text}");
                }

                found.Add(new { tint, truth, told });
            }

            Console.WriteLine(JsonSerializer.Serialize(found, Json));
            Directory.Delete(work, recursive: true);
        });
        return command;
    }

    private static Pipeline Pipeline { get; } = new(FramedObject.Step, new CropStep("crop", "frame") { Margin = 0 }, new ModelStep("what", Category, "crop"));
}
