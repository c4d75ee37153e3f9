using TransferKit.Artifacts;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Cli.Tests.Processes;

/// <summary>A process that is killed leaves enough to end at the same weights, and its look at dev and test counts once.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("identity.txt")]
    [InlineData("label.choice-2.safetensors")]
    public async Task KilledAndResumed_EndsAtTheSameModel(string seen)
    {
        var whole = await RunAsync("whole");
        Assert.Equal(0, whole.ExitCode);

        await KillWhenAsync(Path.Combine(_folder["killed.run"], seen), Arguments("killed"));
        Assert.False(File.Exists(_folder["killed.onnx"]));
        var resumed = await RunAsync("killed", "--resume");

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(Digest("whole"), Digest("killed"));
        Assert.Equal((1, 2), ((int)whole.Document["looks"]!["test"]!, (int)resumed.Document["looks"]!["test"]!));
    }

    [Fact]
    public async Task AFinishedRun_IsResumedWithoutAnotherLook_AndRefusesOtherOptions()
    {
        var whole = await RunAsync("whole");

        var again = await RunAsync("whole", "--resume");
        var other = await RunAsync("whole", "--resume", "--batch", "9");
        var range = await RunAsync("whole", "--resume", "--input-range", "-2:2");

        Assert.Equal(whole.Document["looks"]!.ToJsonString(), again.Document["looks"]!.ToJsonString());
        Assert.Equal((2, 2), (other.ExitCode, range.ExitCode));
        Assert.Contains("batch 32 there, batch 9 now", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingToResume_StartsAnewAndSaysSo()
    {
        var run = await RunAsync("new", "--resume");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(run.Document["notes"]!.AsArray(), note => ((string)note!).Contains("began anew", StringComparison.Ordinal));
    }

    private async Task KillWhenAsync(string file, string[] arguments)
    {
        using var process = CliProcess.Start(_folder["home"], arguments);
        await CliProcess.WhenThereAsync(process, file);
        process.Kill();
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
    }

    private Task<CliRun> RunAsync(string name, params string[] more) =>
        CliRun.OfAsync([.. Arguments(name), "--json", .. more], Path.Combine(_folder["home"], "runs"));

    private string[] Arguments(string name) =>
    [
        "train", "--data", TinyPhotos.Write(_folder["photos"], first: 500), "--backbone", TinyBackbone.Write(_folder["tiny.onnx"]), "--epochs", "150",
        "--cache", _folder[name + ".cache"], "--out", _folder[name + ".onnx"], "--threads", "1",
    ];

    private string Digest(string name) => ArtifactDigest.Of(OnnxModel.Load(_folder[name + ".onnx"])).Hex;
}
