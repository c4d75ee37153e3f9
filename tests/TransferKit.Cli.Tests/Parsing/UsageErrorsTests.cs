namespace TransferKit.Cli.Tests.Parsing;

public sealed class UsageErrorsTests
{
    [Theory]
    [InlineData("doctr", "Unknown command 'doctr'. Did you mean 'doctor'?")]
    [InlineData("photos", "Unknown command 'photos'.")]
    [InlineData("doctor --jsn", "Unknown option '--jsn'. Did you mean '--json'?")]
    [InlineData("doctor --colour", "Unknown option '--colour'.")]
    [InlineData("doctor now", "'now' was not expected here.")]
    [InlineData("doctor @file", "'@file' was not expected here.")]
    public async Task WrongUsage_SaysWhatIsWrongAndWhatWasMeant(string line, string message)
    {
        var run = await CliRun.OfAsync(line);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Equal($"error: {message}", run.Error.Split('\n')[0]);
        Assert.StartsWith("See 'transferkit ", run.Error.Split('\n')[1]);
    }

    [Theory]
    [InlineData("doctr --json", "Unknown command 'doctr'. Did you mean 'doctor'?")]
    [InlineData("--json", "A command is missing.")]
    public async Task WrongUsage_WithJson_IsOneDocument(string line, string message)
    {
        var run = await CliRun.OfAsync(line);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("usage", (string?)run.Document["error"]!["kind"]);
        Assert.Equal(message, (string?)run.Document["error"]!["message"]);
        Assert.True(run.Document["error"]!.AsObject().ContainsKey("path"));
    }
}
