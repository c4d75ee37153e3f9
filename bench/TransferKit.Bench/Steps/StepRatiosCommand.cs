using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using TransferKit.Bench.Suffixes;

namespace TransferKit.Bench.Steps;

/// <summary>Steps of the same last stages here and in PyTorch, in turn.</summary>
internal static class StepRatiosCommand
{
    private static readonly string[] Defaults =
    [
        "resnet18:layer4.0", "mobilenet_v2:features.16", "efficientnet_b0:features.8", "densenet121:features.denseblock4", "vit_b_16:encoder.layers.encoder_layer_11",
    ];

    public static Command Create()
    {
        var models = new Option<string[]>("--models") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => Defaults, Description = "MODEL:STAGE, torchvision's names (default: five)" };
        var threads = new Option<int[]>("--threads") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 2], Description = "threads (default 1 2)" };
        var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 32, Description = "images a step (default 32)" };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 15, Description = "steps of each program (default 15)" };
        var script = new Option<string>("--script") { DefaultValueFactory = _ => "bench/peers/suffix_step.py", Description = "the PyTorch script" };
        var command = new Command("step-ratios", "Time steps of the same last stages here and in PyTorch, in turn.") { models, threads, batch, rounds, script };
        command.SetAction(arguments =>
        {
            var found = new List<object>();
            foreach (var pair in arguments.GetValue(models)!.Select(text => text.Split(':')))
            {
                var file = Path.Combine(Path.GetTempPath(), $"transferkit-steps-{Environment.ProcessId}-{pair[0]}.onnx");
                try
                {
                    using var export = Process.Start(TorchPeer.Python, ["-W", "ignore", arguments.GetValue(script)!, "--model", pair[0], "--export", file]);
                    export.WaitForExit();
                    found.AddRange(arguments.GetValue(threads)!.Select(count =>
                        Compare(pair[0], pair[1], file, arguments.GetValue(script)!, count, arguments.GetValue(batch), arguments.GetValue(rounds))));
                }
                finally
                {
                    File.Delete(file);
                }
            }

            Console.WriteLine(JsonSerializer.Serialize(found));
        });
        return command;
    }

    private static object Compare(string model, string stage, string file, string script, int threads, int batch, int rounds)
    {
        string[] shared = ["--batch", $"{batch}", "--threads", $"{threads}"];
        string[] torch = ["-W", "ignore", script, "--model", model, "--start", stage, .. shared];
        using var ours = new StepServer("TransferKit", "dotnet", [typeof(StepRatiosCommand).Assembly.Location, "steps", "--backbone", file, "--retrain", $"from:{stage}", "--serve", .. shared]);
        using var best = new StepServer("PyTorch at its best", TorchPeer.Python, [.. torch, "--best"]);
        using var installed = new StepServer("PyTorch as installed", TorchPeer.Python, torch);
        for (var round = 0; round < rounds; round++)
        {
            ours.Step();
            best.Step();
            installed.Step();
        }

        var (toBest, toInstalled) = (Ratio(best, ours), Ratio(installed, ours));
        Console.Error.WriteLine(FormattableString.Invariant(
            $"{model,-16} from {stage,-34} {threads} threads: {Median(ours.Times):F1} ms, PyTorch {Median(best.Times):F1} at its best, {Median(installed.Times):F1} as installed; ratios {toBest:F2}, {toInstalled:F2}"));
        return new
        {
            model,
            stage,
            threads,
            batch,
            rounds,
            torch = best.About,
            milliseconds = new[] { ours, best, installed }.ToDictionary(server => server.Name, server => server.Times),
            ratioToBest = Math.Round(toBest, 3),
            ratioToInstalled = Math.Round(toInstalled, 3),
        };
    }

    /// <summary>The median over the rounds of how many times as long the other program took.</summary>
    private static double Ratio(StepServer other, StepServer ours) => Median(other.Times.Zip(ours.Times, (left, right) => left / right));

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
