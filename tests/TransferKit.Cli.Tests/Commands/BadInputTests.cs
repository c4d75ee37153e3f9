using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("predict {0}/missing.onnx a.jpg", 3, "invalid-model")]
    [InlineData("eval {0}/missing.onnx --data {0}", 3, "invalid-model")]
    [InlineData("inspect {0}/missing.onnx", 3, "invalid-model")]
    [InlineData("inspect resnet-1000", 2, "invalid-options")]
    [InlineData("backbones pull resnet-1000", 2, "invalid-options")]
    [InlineData("train --data {0}/missing --backbone {0}/tiny.onnx --out {0}/m.onnx", 3, "invalid-data")]
    [InlineData("train --data {0}/missing.csv --backbone {0}/tiny.onnx --out {0}/m.onnx", 3, "invalid-data")]
    [InlineData("train --data {0}/empty --backbone {0}/tiny.onnx --out {0}/m.onnx", 3, "invalid-data")]
    [InlineData("train --data {0} --backbone {0}/notes.onnx --out {0}/m.onnx", 3, "invalid-model")]
    [InlineData("train --data {0} --backbone {0}/tiny.onnx --out {0}/notes.onnx/m.onnx", 1, "cannot-write")]
    [InlineData("train --data {0} --backbone {0}/tiny.onnx --out {0}/empty", 2, "invalid-options")]
    public async Task BadInput_HasItsExitCodeAndKind(string line, int code, string kind)
    {
        TinyBackbone.Write(_folder["tiny.onnx"]);
        Directory.CreateDirectory(_folder["empty"]);
        File.WriteAllText(_folder["notes.onnx"], "no model");

        var run = await CliRun.OfAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, line, _folder.Root) + " --json");

        Assert.Equal((code, kind), (run.ExitCode, (string?)run.Document["error"]?["kind"]));
        Assert.DoesNotContain("   at ", run.Error);
    }
}
