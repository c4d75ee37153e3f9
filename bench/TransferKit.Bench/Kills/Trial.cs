using System.Diagnostics;
using System.Text.Json;
using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Bench.Kills;

/// <summary>One training in a folder and home of its own, in as many processes as it takes.</summary>
/// <param name="cli">The program, a .dll.</param>
/// <param name="folder">The folder, made here.</param>
/// <param name="arguments">The arguments of <c>train</c> apart from output and work folder.</param>
/// <param name="converts">Whether its backbone is converted into the store first.</param>
internal sealed class Trial(string cli, string folder, IReadOnlyList<string> arguments, bool converts)
{
    private string Home => Path.Combine(folder, "home");

    private string Work => Path.Combine(folder, "m.run");

    private string Model => Path.Combine(folder, "m.onnx");

    /// <summary>The finished pieces of training.</summary>
    public IReadOnlyList<string> Pieces => !Directory.Exists(Work) ? [] :
    [
        .. Directory.GetFiles(Work, "*.safetensors").Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => !name.Contains(".step-", StringComparison.Ordinal)),
    ];

    /// <summary>The digest of the model.</summary>
    public string Digest() => ArtifactDigest.Of(OnnxModel.Load(Model)).Hex;

    /// <summary>The looks in the ledger, such as <c>dev 1, test 1</c>.</summary>
    public string Looks() => string.Join(", ", File.ReadLines(Path.Combine(Home, "runs", "looks.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement)
        .GroupBy(look => look.GetProperty("split").GetString(), look => look.GetProperty("count").GetInt32())
        .Select(group => $"{group.Key} {group.Sum()}").Order(StringComparer.Ordinal));

    /// <summary>Starts or goes on with the training.</summary>
    public Process Start(bool resume)
    {
        Directory.CreateDirectory(folder);
        var start = new ProcessStartInfo("dotnet", [cli, "train", .. arguments, "--out", Model, "--json", .. resume ? ["--resume"] : Array.Empty<string>()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TRANSFERKIT_HOME"] = Home;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Output += line.Data;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>What the processes printed.</summary>
    public string Output { get; private set; } = "";

    /// <summary>What the training is at.</summary>
    /// <param name="pieces">The pieces of a finished training of this kind.</param>
    public TrainPhase Phase(IReadOnlyList<string> pieces)
    {
        var done = Pieces;
        if (!File.Exists(Path.Combine(Work, "identity.txt")))
        {
            // The ledger's folder is tried before anything is read; the digest is the last that the store writes.
            return !Directory.Exists(Path.Combine(Home, "runs")) ? TrainPhase.Start
                : converts && !IsStored() ? TrainPhase.Convert
                : TrainPhase.Scan;
        }

        if (done.Count == 0 && !(Directory.Exists(Home) && Directory.EnumerateFiles(Home, "*.features", SearchOption.AllDirectories).Any()))
        {
            return TrainPhase.Features;
        }

        var missing = pieces.Except(done).ToList();
        return missing.Count == 0 ? TrainPhase.Save
            : missing.All(piece => piece.Contains(".fold-", StringComparison.Ordinal)) ? TrainPhase.Folds
            : missing.Exists(piece => piece.StartsWith("label.choice", StringComparison.Ordinal)) ? TrainPhase.Choice
            : TrainPhase.Final;
    }

    /// <summary>Temporary files that were left somewhere; those in the cache, where many processes write, go when they are old.</summary>
    public IReadOnlyList<string> Leftovers() =>
        [.. Directory.GetFiles(folder, "*.tmp", SearchOption.AllDirectories).Where(file => !file.Contains(".features.", StringComparison.Ordinal))];

    private bool IsStored()
    {
        var store = Path.Combine(Home, "backbones");
        return Directory.Exists(store) && Directory.EnumerateFiles(store, "*.sha256").Any();
    }
}
