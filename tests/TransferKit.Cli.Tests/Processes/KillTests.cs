using System.Diagnostics;
using TransferKit.Artifacts;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Cli.Tests.Processes;

/// <summary>A process that is killed leaves enough to end at the same weights, and its look at dev and test counts once.</summary>
public sealed class KillTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("identity.txt")]
    [InlineData("label.choice-2.safetensors")]
    public async Task KilledAndResumed_EndsAtTheSameModel(string seen)
    {
        var whole = await CliRun.OfAsync([.. Arguments("whole"), "--json"]);
        Assert.Equal(0, whole.ExitCode);

        await KillWhenAsync(Path.Combine(_folder["killed.run"], seen), Arguments("killed"));
        Assert.False(File.Exists(_folder["killed.onnx"]));
        var resumed = await CliRun.OfAsync([.. Arguments("killed"), "--json", "--resume"]);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(Digest("whole"), Digest("killed"));
        Assert.Equal((int)whole.Document["looks"]!["test"]! + 1, (int)resumed.Document["looks"]!["test"]!);
    }

    [Fact]
    public async Task AFinishedRun_IsResumedWithoutAnotherLook_AndRefusesOtherOptions()
    {
        var whole = await CliRun.OfAsync([.. Arguments("whole"), "--json"]);

        var again = await CliRun.OfAsync([.. Arguments("whole"), "--json", "--resume"]);
        var other = await CliRun.OfAsync([.. Arguments("whole"), "--json", "--resume", "--batch", "9"]);
        var range = await CliRun.OfAsync([.. Arguments("whole"), "--json", "--resume", "--input-range", "-2:2"]);

        Assert.Equal(whole.Document["looks"]!.ToJsonString(), again.Document["looks"]!.ToJsonString());
        Assert.Equal((2, 2), (other.ExitCode, range.ExitCode));
        Assert.Contains("batch 32 there, batch 9 now", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingToResume_StartsAnewAndSaysSo()
    {
        var run = await CliRun.OfAsync([.. Arguments("new"), "--json", "--resume"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Document["notes"]!.AsArray(), note => ((string)note!).Contains("began anew", StringComparison.Ordinal));
    }

    private static async Task KillWhenAsync(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TransferKit.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        for (var started = Stopwatch.StartNew(); !process.HasExited && started.Elapsed < Patience && !File.Exists(file);)
        {
            await Task.Delay(2);
        }

        process.Kill();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
    }

    private string[] Arguments(string name) =>
    [
        "train", "--data", TinyPhotos.Write(_folder["photos"], first: 500), "--backbone", TinyBackbone.Write(_folder["tiny.onnx"]), "--epochs", "150",
        "--cache", _folder[name + ".cache"], "--out", _folder[name + ".onnx"], "--threads", "1",
    ];

    private string Digest(string name) => ArtifactDigest.Of(OnnxModel.Load(_folder[name + ".onnx"])).Hex;
}
