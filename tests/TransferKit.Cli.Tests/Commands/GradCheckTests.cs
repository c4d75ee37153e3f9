using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands;

public sealed class GradCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task EveryGradient_IsInTheDocument()
    {
        var run = await CliRun.OfAsync(["gradcheck", TinyBackbone.Write(_folder["tiny.onnx"]), "--from", "two", "--samples", "3", "--json"]);
        Assert.Equal(0, run.ExitCode);
        var document = run.Document;
        Assert.Equal((true, "two", 1e-4), ((bool)document["passed"]!, (string?)document["from"], (double)document["tolerance"]!));
        var gradients = document["gradients"]!.AsArray();
        Assert.Equal(["relu", "two.weight"], gradients.Select(gradient => (string?)gradient!["parameter"]));
        Assert.Equal([12, 8, 3, 3], gradients[1]!["shape"]!.AsArray().Select(size => (int)size!));
        Assert.Equal((4, 0), ((int)gradients[1]!["checked"]!, (int)gradients[1]!["kinks"]!));
        Assert.All(gradients, gradient => Assert.InRange((double)gradient!["error"]!, 0, 1e-6));
        Assert.All(gradients, gradient => Assert.InRange((double)gradient!["errorFloat32"]!, 0, 1e-4));
        Assert.Equal(gradients.Max(gradient => (double)gradient!["error"]!), (double)document["largest"]!["error"]!);
    }

    [Fact]
    public async Task ErrorAboveTheTolerance_IsAGateNotMet()
    {
        var run = await CliRun.OfAsync(["gradcheck", TinyBackbone.Write(_folder["tiny.onnx"]), "--from", "one", "--tolerance-float32", "1e-12"]);
        Assert.Equal(4, run.ExitCode);
        Assert.EndsWith("Not passed.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_NamesTheLargestErrors()
    {
        var run = await CliRun.OfAsync(["gradcheck", TinyBackbone.Write(_folder["tiny.onnx"]), "--from", "two"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("two.weight 12 x 8 x 3 x 3", run.Output, StringComparison.Ordinal);
        Assert.Contains(", allowed 1.0e-04", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("The gradients are right.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownStage_IsNamedWithTheNearest()
    {
        var run = await CliRun.OfAsync(["gradcheck", TinyBackbone.Write(_folder["tiny.onnx"]), "--from", "towo", "--json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no stage 'towo'. Did you mean 'two'?", (string?)run.Document["error"]!["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BlockedStage_SaysFromWhereOnIsPossible()
    {
        var model = TinyBackbone.Write(_folder["wave.onnx"], activation: "Sin");
        var run = await CliRun.OfAsync(["gradcheck", model, "--from", "one", "--json"]);
        Assert.Equal(3, run.ExitCode);
        Assert.Equal("unsupported-operator", (string?)run.Document["error"]!["kind"]);
        Assert.Contains("from:two (last:1)", (string?)run.Document["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal(0, (await CliRun.OfAsync(["gradcheck", model, "--from", "two"])).ExitCode);
    }

    [Theory]
    [InlineData(3, "missing.onnx --from one")]
    [InlineData(2, "missing.onnx")]
    [InlineData(2, "missing.onnx --from one --tolerance 0")]
    [InlineData(2, "missing.onnx --from one --samples 0")]
    public async Task WrongUse_HasItsCode(int code, string line) => Assert.Equal(code, (await CliRun.OfAsync($"gradcheck {line}")).ExitCode);

    [Fact]
    public async Task Cancellation_Is130()
    {
        var run = await CliRun.OfAsync(["gradcheck", TinyBackbone.Write(_folder["tiny.onnx"]), "--from", "one"], cancellation: new(true));
        Assert.Equal(130, run.ExitCode);
    }

    public void Dispose() => _folder.Dispose();
}
