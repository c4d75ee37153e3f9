using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Bench.Memorising;

/// <summary>Each architecture learns 64 random labels by heart with its last stages alone.</summary>
internal static class MemoriseCommand
{
    private const double Rate = 1e-3;

    // Its first fully connected layer has 103 million weights: at the others' rate its last three stages stay at 25 %.
    private static readonly Dictionary<string, double> SmallerRates = new() { ["vgg11_bn"] = 1e-4 };

    public static Command Create()
    {
        var models = new Option<string[]>("--models") { AllowMultipleArgumentsPerToken = true, Description = "torchvision's names (default: all twelve)" };
        var retrain = new Option<string[]>("--retrain") { AllowMultipleArgumentsPerToken = true, Description = "last:N or from:STAGE (default last:1 last:2 last:3)" };
        var graphs = new Option<string>("--graphs")
        {
            DefaultValueFactory = _ => "tests/TransferKit.Graphs.Tests/Fixtures",
            Description = "the folder of NAME.unfolded.onnx.gz (default tests/TransferKit.Graphs.Tests/Fixtures)",
        };
        var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 300, Description = "the most steps (default 300); exit code 1 where they do not suffice" };
        var rate = new Option<double?>("--rate") { Description = "Adam's learning rate (default 0.001, for vgg11_bn 0.0001)" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1, Description = "threads (default 1)" };
        var command = new Command("memorise", "Let the last stages learn 64 random labels by heart, behind a random head that stays.")
        {
            models, retrain, graphs, steps, rate, threads,
        };
        command.SetAction(arguments =>
        {
            var names = arguments.GetValue(models) is { Length: > 0 } given ? given : Architectures.Names;
            var depths = arguments.GetValue(retrain) is { Length: > 0 } asked ? asked : ["last:1", "last:2", "last:3"];
            var found = new List<Memorisation>();
            foreach (var name in names)
            {
                var pictures = Pictures.Of(Architectures.SizeOf(name));
                var stages = SeededBackbone.Of(Read(arguments.GetValue(graphs)!, name), pictures.Images, pictures.Shape);
                foreach (var depth in depths)
                {
                    found.Add(Memorisation.Of(
                        name, stages, depth, pictures, arguments.GetValue(steps), arguments.GetValue(rate) ?? SmallerRates.GetValueOrDefault(name, Rate),
                        arguments.GetValue(threads)));
                    Console.Error.WriteLine(Line(found[^1]));
                }
            }

            Console.WriteLine(JsonSerializer.Serialize(found));
            return found.All(run => run.Accuracy == 1) ? 0 : 1;
        });
        return command;
    }

    private static ModelProto Read(string folder, string name)
    {
        using var unzipped = new GZipStream(File.OpenRead(Path.Combine(folder, $"{name}.unfolded.onnx.gz")), CompressionMode.Decompress);
        return ModelProto.Parser.ParseFrom(unzipped);
    }

    private static string Line(Memorisation run) => FormattableString.Invariant(
        $"{run.Architecture,-20} {run.Retrain,-7} {run.Parameters,11:N0} parameters: {run.Before:P0} to {run.Accuracy:P0} in {run.Steps,3} steps, ")
        + FormattableString.Invariant($"loss {run.Loss:F3}, weights changed by {run.Change:P1}, {run.Seconds:F1} s");
}
