using System.CommandLine;
using System.Text.Json;
using TransferKit.Backbones;

namespace TransferKit.Bench.Steps;

/// <summary>Time of a training step of a backbone's last stages and a linear head on cached activations.</summary>
internal static class StepsCommand
{
    public static Command Create()
    {
        var backbone = new Option<string>("--backbone") { Required = true, Description = "name or .onnx file" };
        var retrain = new Option<string>("--retrain") { DefaultValueFactory = _ => "last:1", Description = "last:N or from:STAGE (default last:1)" };
        var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 32, Description = "images a step (default 32)" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1, Description = "threads of one run (default 1)" };
        var tasks = new Option<int>("--tasks") { DefaultValueFactory = _ => 1, Description = "heads on the stages, a task each (default 1)" };
        var each = new Option<bool>("--each") { Description = "each task's gradient on the stages by itself" };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 9, Description = "steps measured (default 9)" };
        var serve = new Option<bool>("--serve") { Description = "run one step for each line read, and print its milliseconds" };
        var profile = new Option<string?>("--profile") { Description = "write ONNX Runtime's profile to this file prefix" };
        var strategy = new Option<string[]>("--convolution") { Description = "NODE=STRATEGY: writes a convolution so" };
        var command = new Command("steps", "Train the last stages on random activations.") { backbone, retrain, batch, threads, tasks, each, rounds, serve, profile, strategy };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var loaded = await Backbone.LoadAsync(arguments.GetValue(backbone)!, null, cancellationToken);
            var overrides = (arguments.GetValue(strategy) ?? []).Select(text => text.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
            using var step = new SuffixStep(loaded, arguments.GetValue(retrain)!, arguments.GetValue(batch), arguments.GetValue(threads), arguments.GetValue(tasks), arguments.GetValue(each), overrides, arguments.GetValue(profile));
            step.Run();
            step.Run();
            if (arguments.GetValue(serve))
            {
                Console.WriteLine($"ready: {step.Parameters} parameters");
                while (Console.ReadLine() is { } line && line != "quit")
                {
                    Console.WriteLine(FormattableString.Invariant($"{step.Time():F3}"));
                }

                return;
            }

            var times = Enumerable.Range(0, arguments.GetValue(rounds)).Select(_ => step.Time()).Order().ToArray();
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                library = "TransferKit",
                backbone = loaded.Id,
                stages = step.Stages,
                parameters = step.Parameters,
                batch = arguments.GetValue(batch),
                threads = arguments.GetValue(threads),
                tasks = arguments.GetValue(tasks),
                each = arguments.GetValue(each),
                median = Math.Round(times[times.Length / 2], 2),
                min = Math.Round(times[0], 2),
                max = Math.Round(times[^1], 2),
                peakMiB = PeakMemory.MiB(),
                nodes = step.Nodes,
                choices = step.Choices.GroupBy(c => c.Value).ToDictionary(g => g.Key, g => g.Count()),
            }));
        });
        return command;
    }
}
