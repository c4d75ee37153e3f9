using System.Diagnostics;
using System.Text.Json.Nodes;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Processes;

/// <summary>What only a process of its own can show: streams, exit codes, signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Doctor_PrintsOneDocumentAndNothingElse()
    {
        var (code, output, error) = await RunAsync("doctor", "--json");

        Assert.Equal((0, ""), (code, error));
        Assert.True((bool)JsonNode.Parse(output)!["ok"]!);
    }

    [Fact]
    public async Task WrongUsage_ExitsWithTwo()
    {
        var (code, output, error) = await RunAsync("doctor", "--jsn");

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("error: Unknown option '--jsn'.", error);
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
        using var process = Start(arguments);
        await WhenTrainingAsync(process);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(code, process.ExitCode);
        Assert.Equal("cancelled", (string?)JsonNode.Parse(output)!["error"]!["kind"]);
        Assert.False(File.Exists(_folder["m.onnx"]));
        var resumed = await RunAsync([.. arguments, "--resume"]);
        Assert.Equal(0, resumed.Code);
        Assert.True(File.Exists(_folder["m.onnx"]));
    }

    private async Task WhenTrainingAsync(Process process)
    {
        var started = Stopwatch.StartNew();
        while (!process.HasExited && started.Elapsed < Patience && !Directory.Exists(_folder["m.run"]))
        {
            await Task.Delay(20);
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "TransferKit.Cli.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
