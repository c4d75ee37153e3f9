using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands;

public sealed class InspectTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task EveryStageWithRules_CanBeRetrained()
    {
        var model = TinyBackbone.Write(_folder["tiny.onnx"]);
        var run = await CliRun.OfAsync(["inspect", model]);
        Assert.Contains("Every stage can be retrained.", run.Output, StringComparison.Ordinal);
        Assert.Contains("No batch normalisation is left in the file", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OperatorWithoutRule_BlocksTheStagesUpToIt()
    {
        var model = TinyBackbone.Write(_folder["wave.onnx"], activation: "Sin");
        var document = (await CliRun.OfAsync(["inspect", model, "--json"])).Document;
        var stages = document["stages"]!.AsArray();
        Assert.Equal([false, true], stages.Select(stage => (bool)stage!["trainable"]!));
        Assert.EndsWith("(Sin)", (string?)stages[0]!["blockedBy"], StringComparison.Ordinal);
        Assert.Null(stages[1]!["blockedBy"]);

        var run = await CliRun.OfAsync(["inspect", model]);
        Assert.Contains($"Stages from {stages[1]!["name"]} on can be retrained.", run.Output, StringComparison.Ordinal);
        Assert.Contains("(Sin)", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
