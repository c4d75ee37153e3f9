namespace TransferKit.Cli.Tests.Help;

public sealed class HelpTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("train")]
    [InlineData("advise")]
    [InlineData("compare")]
    [InlineData("eval")]
    [InlineData("predict")]
    [InlineData("diagnose")]
    [InlineData("errors")]
    [InlineData("labels")]
    [InlineData("labels apply")]
    [InlineData("labels page")]
    [InlineData("labels human")]
    [InlineData("report")]
    [InlineData("runs")]
    [InlineData("runs list")]
    [InlineData("runs show")]
    [InlineData("runs compare")]
    [InlineData("runs repeat")]
    [InlineData("split")]
    [InlineData("split check")]
    [InlineData("split plan")]
    [InlineData("contract")]
    [InlineData("contract set")]
    [InlineData("contract show")]
    [InlineData("inspect")]
    [InlineData("gradcheck")]
    [InlineData("backbones")]
    [InlineData("backbones pull")]
    [InlineData("demo")]
    [InlineData("doctor")]
    public async Task Help_ReadsAsItsTranscript(string command)
    {
        var run = await CliRun.OfAsync($"{command} --help");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("", run.Error);
        Golden.Matches($"help-{(command == "" ? "program" : command.Replace(' ', '-'))}", run.Output);
    }

    [Fact]
    public async Task NoCommand_ShowsTheHelpAsAnErrorOfUse()
    {
        var run = await CliRun.OfAsync("");

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("Commands:", run.Error);
    }

    [Fact]
    public async Task Version_IsThatOfTheProgram()
    {
        var run = await CliRun.OfAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", run.Output);
    }
}
