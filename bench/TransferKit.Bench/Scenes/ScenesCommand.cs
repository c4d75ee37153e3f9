using System.CommandLine;
using TransferKit.Datasets;
using TransferKit.Imaging;
using TransferKit.Tasks;
using TransferKit.Tests.Pipelines;

namespace TransferKit.Bench.Scenes;

/// <summary>Draws scenes of pictures, of which one has a frame, for comparing pipelines with one model.</summary>
internal static class ScenesCommand
{
    private const int Side = 96;

    public static Command Create()
    {
        var data = new Option<string>("--data") { Required = true, Description = "CSV file of pictures, with a column path" };
        var column = new Option<string>("--column") { DefaultValueFactory = _ => "category", Description = "its column of classes (default category)" };
        var classes = new Option<string[]>("--classes") { DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true, Description = "the classes (default all)" };
        var folder = new Option<string>("--out") { Required = true, Description = "folder to write" };
        var scenes = new Option<int>("--scenes") { DefaultValueFactory = _ => 400, Description = "how many (default 400)" };
        var objects = new Option<int>("--objects") { DefaultValueFactory = _ => 4, Description = "objects in a scene (default 4)" };
        var decoys = new Option<int>("--decoys") { DefaultValueFactory = _ => 0, Description = "how many of the others have a frame of another colour (default 0)" };
        var smallest = new Option<double>("--smallest") { DefaultValueFactory = _ => 0.2, Description = "the smallest object, as a share of the scene's side (default 0.2)" };
        var largest = new Option<double>("--largest") { DefaultValueFactory = _ => 0.3, Description = "the largest (default 0.3)" };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "of everything (default 1)" };
        var command = new Command("scenes", "Draw scenes in which one object has a frame.") { data, column, classes, folder, scenes, objects, decoys, smallest, largest, seed };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var task = LearningTask.Classification(arguments.GetValue(column)!);
            var read = await ImageDataset.FromCsvAsync(arguments.GetValue(data)!, [task], options: new() { NearDuplicateDistance = null }, cancellationToken: cancellationToken);
            var names = read.ClassesOf(task);
            var wanted = arguments.GetValue(classes)!;
            (string, RgbImage)[] pictures = [.. read.Samples.Where(sample => wanted.Length == 0 || wanted.Contains(names[(int)sample.Labels[0]!.Value]))
                .Select(sample => (names[(int)sample.Labels[0]!.Value], ImageDecoder.Decode(sample.Path, Side, Side, ResizeMode.Stretch)))];
            var options = new SceneOptions(
                arguments.GetValue(scenes), Objects: arguments.GetValue(objects), Smallest: arguments.GetValue(smallest), Largest: arguments.GetValue(largest),
                Decoys: arguments.GetValue(decoys), Seed: arguments.GetValue(seed));
            Console.WriteLine(new SceneGenerator(pictures, options).Write(arguments.GetValue(folder)!));
        });
        return command;
    }
}
