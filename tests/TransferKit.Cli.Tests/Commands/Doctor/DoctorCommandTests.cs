namespace TransferKit.Cli.Tests.Commands.Doctor;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task AWorkingInstallation_IsSaidToWork()
    {
        var run = await CliRun.OfAsync("doctor");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("ONNX Runtime", run.Output);
        Assert.EndsWith("Everything works.\n", run.Output);
    }

    [Fact]
    public async Task Json_HoldsTheSame()
    {
        var run = await CliRun.OfAsync("doctor --json");

        Assert.True((bool)run.Document["ok"]!);
        Assert.Equal(Environment.ProcessorCount, (int)run.Document["threads"]!);
        Assert.All(run.Document["checks"]!.AsArray(), check => Assert.True((bool)check!["ok"]!));
    }
}
