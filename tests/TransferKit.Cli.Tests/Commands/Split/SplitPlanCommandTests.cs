namespace TransferKit.Cli.Tests.Commands.Split;

public sealed class SplitPlanCommandTests
{
    [Fact]
    public async Task Plan_HasTheKeysOfTheContract()
    {
        var run = await CliRun.OfAsync("split plan --rows 20000 --accuracy 0.85 --half-width 0.02 --json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal((17_550, 1_225, 1_225), ((int)run.Document["train"]!, (int)run.Document["dev"]!, (int)run.Document["test"]!));
        Assert.InRange((double)run.Document["halfWidth"]!, 0.0199, 0.02);
        Assert.Contains("Hold out 1,225 images", (string)run.Document["advice"]!);
    }

    [Fact]
    public async Task Plan_AdvisesCrossValidationWhereAHoldOutCannotReachTheWidth()
    {
        var run = await CliRun.OfAsync("split plan --rows 200 --accuracy 0.85 --half-width 0.05");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--folds 5", run.Output);
    }

    [Theory]
    [InlineData("split")]
    [InlineData("split plan --rows 200")]
    [InlineData("split plan --rows 200 --accuracy 2 --half-width 0.05")]
    public async Task WrongUse_IsAnErrorOfUse(string line)
    {
        var run = await CliRun.OfAsync(line);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }
}
