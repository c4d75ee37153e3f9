using System.CommandLine;
using System.Text.Json;
using TransferKit.Foundation;

namespace TransferKit.Bench.Kills;

/// <summary>
/// Kills trainings at random moments of every phase, resumes them, and compares what they end at with a training that was left
/// alone: the digest of the model and the looks in the ledger. Counts temporary files that are left in the end.
/// </summary>
internal static class KillsCommand
{
    private static readonly TrainPhase[] Phases = Enum.GetValues<TrainPhase>();

    public static Command Create()
    {
        var cli = new Option<FileInfo>("--cli") { Required = true, Description = "TransferKit.Cli.dll" };
        var data = new Option<DirectoryInfo?>("--data") { Description = "class folders (default: 150 made pictures)" };
        var backbone = new Option<string?>("--backbone") { Description = "name or .onnx file (default: a made one)" };
        var trials = new Option<int>("--trials") { DefaultValueFactory = _ => 30, Description = "trainings to kill (default 30)" };
        var signal = new Option<string>("--signal") { DefaultValueFactory = _ => "KILL", Description = "KILL, TERM or INT (default KILL)" };
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 7, Description = "of the moments (default 7)" };
        var rest = new Argument<string[]>("train") { Description = "further arguments of train, after --" };
        var command = new Command("kills", "Kill trainings, resume them and compare.") { cli, data, backbone, trials, signal, seed, rest };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var root = Directory.CreateTempSubdirectory("transferkit-kills-").FullName;
            var source = arguments.GetValue(backbone) ?? MadeData.WriteBackbone(Path.Combine(root, "made.onnx"));
            string[] train =
            [
                "--data", arguments.GetValue(data)?.FullName ?? MadeData.WritePhotos(Path.Combine(root, "photos"), 50), "--backbone", source,
                .. arguments.GetValue(rest)!,
            ];
            var campaign = new Campaign(
                number => new Trial(arguments.GetValue(cli)!.FullName, Path.Combine(root, $"{number}"), train, converts: !File.Exists(source)),
                arguments.GetValue(signal)!);
            var random = new RandomStream(arguments.GetValue(seed), "moments");
            await campaign.MeasureAsync(cancellationToken);
            for (var trial = 0; trial < arguments.GetValue(trials); trial++)
            {
                await campaign.TryAsync(trial + 1, Phases[trial % Phases.Length], random, cancellationToken);
            }

            Console.WriteLine(JsonSerializer.Serialize(campaign.Result));
            Directory.Delete(root, recursive: true);
            return campaign.Result is { Different: 0, Leftovers: 0 } ? 0 : 1;
        });
        return command;
    }
}
