using System.CommandLine;
using System.Text.Json;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Bench.Suffixes;

/// <summary>Ten steps of SGD here and in PyTorch, on the same weights and images: how far apart they end.</summary>
internal static class SuffixesCommand
{
    public static Command Create()
    {
        var models = new Option<string[]>("--models") { AllowMultipleArgumentsPerToken = true, Description = "torchvision's names (default: all twelve)" };
        var retrain = new Option<string[]>("--retrain") { AllowMultipleArgumentsPerToken = true, Description = "last:N or from:STAGE (default last:1 last:2 last:3)" };
        var script = new Option<string>("--script") { DefaultValueFactory = _ => "bench/peers/suffix_fixture.py", Description = "the PyTorch script" };
        var bound = new Option<double>("--bound") { DefaultValueFactory = _ => 1e-3, Description = "exit code 1 above this difference (default 1e-3)" };
        var command = new Command("suffixes", "Train the last stages here and in PyTorch, and compare the weights.") { models, retrain, script, bound };
        command.SetAction(arguments =>
        {
            var names = arguments.GetValue(models) is { Length: > 0 } given ? given : Architectures.Names;
            var depths = arguments.GetValue(retrain) is { Length: > 0 } asked ? asked : ["last:1", "last:2", "last:3"];
            var comparisons = names.SelectMany(name => Compare(arguments.GetValue(script)!, name, depths)).ToArray();
            Console.WriteLine(JsonSerializer.Serialize(comparisons));
            return comparisons.All(found => found.Difference <= arguments.GetValue(bound)) ? 0 : 1;
        });
        return command;
    }

    private static List<SuffixComparison> Compare(string script, string architecture, string[] depths)
    {
        var folder = Directory.CreateTempSubdirectory("transferkit-suffixes-").FullName;
        try
        {
            using var peer = TorchPeer.Start(script, folder, architecture, Architectures.SizeOf(architecture));
            var stages = StageFinder.Find(OnnxModel.Load(peer.ModelFile), [1, .. peer.Shape[1..]]);
            var found = new List<SuffixComparison>();
            foreach (var depth in depths)
            {
                found.Add(SuffixComparison.Of(architecture, stages, depth, peer));
                Console.Error.WriteLine(FormattableString.Invariant(
                    $"{architecture,-20} {depth,-7} from {found[^1].From,-36} {found[^1].Parameters,11:N0} parameters: {found[^1].Difference:E1}; in float32 {found[^1].Float32:E1}, PyTorch {found[^1].TorchFloat32:E1}"));
            }

            return found;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
