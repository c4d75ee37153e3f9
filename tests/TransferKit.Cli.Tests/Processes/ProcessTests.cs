using System.Diagnostics;
using System.Text.Json.Nodes;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Processes;

/// <summary>What only a process of its own can show: streams, exit codes, signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Doctor_PrintsOneDocumentAndNothingElse()
    {
        var (code, output, error) = await CliProcess.RunAsync(_folder["home"], "doctor", "--json");

        Assert.Equal((0, ""), (code, error));
        Assert.True((bool)JsonNode.Parse(output)!["ok"]!);
    }

    [Fact]
    public async Task WrongUsage_ExitsWithTwo()
    {
        var (code, output, error) = await CliProcess.RunAsync(_folder["home"], "doctor", "--jsn");

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("error: Unknown option '--jsn'.", error);
    }

    [SkippableFact]
    public async Task SecondSignals_LeaveOneDocumentToo()
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        using var process = CliProcess.Start(
            _folder["home"], "train", "--data", TinyPhotos.Write(_folder["photos"]), "--backbone", TinyBackbone.Write(_folder["tiny.onnx"]),
            "--out", _folder["m.onnx"], "--epochs", "8000", "--json");
        await CliProcess.WhenThereAsync(process, _folder["m.run"]);
        using (var kill = Process.Start("sh", ["-c", $"for i in 1 2 3 4 5 6; do kill -INT {process.Id} || exit 0; sleep 0.01; done"]))
        {
            await kill.WaitForExitAsync();
        }

        var stopped = await CliProcess.EndAsync(process);

        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal("cancelled", (string?)stopped.Document["error"]!["kind"]);
    }

    [SkippableTheory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task ASignal_StopsTrainingCleanlyAndResumeGoesOn(string signal, int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "signals are sent with kill");
        string[] arguments =
        [
            "train", "--data", TinyPhotos.Write(_folder["photos"]), "--backbone", TinyBackbone.Write(_folder["tiny.onnx"]),
            "--out", _folder["m.onnx"], "--epochs", "8000", "--weight-decay", "0.01", "--json",
        ];
        using var process = CliProcess.Start(_folder["home"], arguments);
        await CliProcess.WhenThereAsync(process, _folder["m.run"]);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        var stopped = await CliProcess.EndAsync(process);

        Assert.Equal(code, stopped.ExitCode);
        Assert.Equal("cancelled", (string?)stopped.Document["error"]!["kind"]);
        Assert.False(File.Exists(_folder["m.onnx"]));
        var resumed = await CliProcess.RunAsync(_folder["home"], [.. arguments, "--resume"]);
        Assert.Equal(0, resumed.ExitCode);
        Assert.True(File.Exists(_folder["m.onnx"]));
    }
}
