using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Cli.Tests.Json;

namespace TransferKit.Cli.Tests.Commands.Compare;

public sealed class CompareCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Arms_AreMeasuredAndPaired_AsTheContractSays()
    {
        var run = await CliRun.OfAsync([.. Line("--arms", "head,last:1,all"), "--seeds", "2", "--json"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var arms = run.Document["arms"]!.AsArray();
        Assert.Equal(["head", "last:1", "all"], arms.Select(arm => (string?)arm!["name"]));
        Assert.All(arms, arm => Assert.Equal(("label", "accuracy", 36), ((string?)arm!["task"], (string?)arm["metric"], (int?)arm["value"]!["n"])));
        Assert.Equal([7, 8], run.Document["seeds"]!.AsArray().Select(seed => (int)seed!));
        var pairs = run.Document["pairs"]!.AsArray();
        Assert.Equal(["head last:1", "head all", "last:1 all"], pairs.Select(pair => $"{pair!["a"]} {pair["b"]}"));
        var difference = (double)arms[0]!["value"]!["value"]! - (double)arms[1]!["value"]!["value"]!;
        Assert.Equal(difference, (double)pairs[0]!["difference"]!["value"]!, 9);
        Assert.InRange((double)pairs[0]!["p"]!, 0, (double)pairs[0]!["adjustedP"]!);
    }

    [Fact]
    public async Task Resumed_WithMoreArms_KeepsTheFinishedOnes()
    {
        var first = await CliRun.OfAsync([.. Line("--arms", "head,last:1"), "--json"]);
        var written = File.GetLastWriteTimeUtc(_folder["work/head.seed7/held-out.safetensors"]);
        var more = await CliRun.OfAsync([.. Line("--arms", "head,last:1,all"), "--resume", "--json"]);

        Assert.Equal((0, 0), (first.ExitCode, more.ExitCode));
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folder["work/head.seed7/held-out.safetensors"]));
        Assert.Equal($"{first.Document["arms"]![1]}", $"{more.Document["arms"]![1]}");
        Assert.Equal(3, more.Document["arms"]!.AsArray().Count);

        var other = await CliRun.OfAsync([.. Line("--arms", "head,last:1"), "--resume", "--batch", "16"]);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("batch 32 there, batch 16 now", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_GiveACurve_AsTheContractSays()
    {
        var run = await CliRun.OfAsync([.. Line("--sizes", "6,9,15,all"), "--target-error", "0.3", "--seeds", "2", "--json"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Golden.Matches("compare-curve-keys", JsonKeys.Of(run.Output));
        var curve = run.Document["curve"]!;
        Assert.Equal(("label", "accuracy"), ((string?)curve["task"], (string?)curve["metric"]));
        Assert.Equal([6, 9, 15, 24], curve["points"]!.AsArray().Select(point => (int)point!["size"]!));
        Assert.All(curve["points"]!.AsArray(), point => Assert.Equal(36, (int?)point!["error"]!["n"]));
        Assert.Equal([48, 96], curve["predictions"]!.AsArray().Select(prediction => (int)prediction!["size"]!));
        Assert.Equal($"{curve["points"]![3]!["error"]}", $"{curve["check"]!["measured"]}");

        var text = await CliRun.OfAsync([.. Line("--sizes", "6,15,all"), "--resume"]);
        Assert.Contains("error (1 - accuracy) of 'label', the mean of the fold models", text.Output, StringComparison.Ordinal);
        Assert.Contains("By the law, twice the images (48): error ", text.Output, StringComparison.Ordinal);

        var large = await CliRun.OfAsync(Line("--sizes", "6,25"));
        Assert.Equal(2, large.ExitCode);
        Assert.Contains("'sizes' names 25; allowed: up to 24", large.Error, StringComparison.Ordinal);
    }

    private string[] Line(params string[] arms) =>
    [
        "compare", "--data", TinyPhotos.Write(_folder["photos"]), "--backbone", TinyBackbone.Write(_folder["tiny.onnx"]), "--folds", "3",
        "--threads", "1", "--weight-decay", "0.1", "--workdir", _folder["work"], "--cache", _folder["cache"], .. arms,
    ];
}
