namespace TransferKit.Cli.Tests.Commands.Demo;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task AnUnknownDemo_IsWrongUsage()
    {
        var run = await CliRun.OfAsync("demo flowers");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no demo 'flowers'; allowed: emoji.", run.Error);
    }

    [Fact]
    public async Task TheDrawingProcess_IsNotShown() => Assert.DoesNotContain("render-svg", (await CliRun.OfAsync("--help")).Output);
}
