using System.CommandLine;
using TransferKit.Tests.Pipelines;

namespace TransferKit.Bench.Scenes;

/// <summary>Draws scenes of pictures, of which one has a frame, for comparing pipelines with one model.</summary>
internal static class ScenesCommand
{
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
        var wrong = new Option<double>("--wrong-frames") { DefaultValueFactory = _ => 0, Description = "the share of scenes whose frame is around an object of another class (default 0)" };
        var tint = new Option<double>("--tint") { DefaultValueFactory = _ => 0, Description = "by how many levels of 255 the ground's colour tells the class (default 0)" };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1, Description = "of everything (default 1)" };
        var command = new Command("scenes", "Draw scenes in which one object has a frame.") { data, column, classes, folder, scenes, objects, decoys, smallest, largest, wrong, tint, seed };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var pictures = await ScenePictures.ReadAsync(arguments.GetValue(data)!, arguments.GetValue(column)!, arguments.GetValue(classes)!, cancellationToken);
            var options = new SceneOptions(
                arguments.GetValue(scenes), Objects: arguments.GetValue(objects), Smallest: arguments.GetValue(smallest), Largest: arguments.GetValue(largest),
                Decoys: arguments.GetValue(decoys), WrongFrames: arguments.GetValue(wrong), Tint: arguments.GetValue(tint), Seed: arguments.GetValue(seed));
            Console.WriteLine(new SceneGenerator(pictures, options).Write(arguments.GetValue(folder)!));
        });
        return command;
    }
}
