using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands.Evaluate;

/// <summary>Every scoring of images that the model was not trained on is a look at a test; the others are never called one.</summary>
public sealed class EvaluateLooksTests(TrainedModel trained) : IClassFixture<TrainedModel>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryScoring_IsALook()
    {
        var (first, second, other) = (await EvaluateAsync(trained.Others), await EvaluateAsync(trained.Others), await EvaluateAsync(trained.Photos));

        Assert.Equal((1, 2, 1), (Test(first), Test(second), Test(other)));
    }

    [Fact]
    public async Task TheDatasOwnTestPart_IsCountedWithTheLooksOfTraining()
    {
        foreach (var (part, first) in new[] { ("train", 800), ("dev", 820), ("test", 840) })
        {
            TinyPhotos.Write(Path.Combine(_folder["photos"], part), perClass: 6, first);
        }

        var model = _folder["m.onnx"];
        var run = await CliRun.OfAsync(
            ["train", "--data", _folder["photos"], "--backbone", trained.Backbone, "--epochs", "5", "--out", model, "--threads", "1", "--json"], _folder["runs"]);
        var scored = await CliRun.OfAsync(["eval", model, "--data", _folder["photos"], "--json"], _folder["runs"]);

        Assert.Equal((1, 2), (Test(run), Test(scored)));
        Assert.Equal("test", (string?)scored.Document["data"]!["split"]);
    }

    [Fact]
    public async Task ImagesOfTheTraining_AreTrainAndTheOthersTest()
    {
        var label = (await EvaluateAsync(trained.Photos, "--include-seen")).Document["tasks"]!["label"]!;

        var learned = (int)trained.Run.Document["data"]!["train"]!;
        Assert.Equal((learned, 36 - learned), ((int)label["train"]!["n"]!, (int)label["test"]!["n"]!));
    }

    [Fact]
    public async Task OnlyImagesOfTheTraining_AreNoLookAndNoTest()
    {
        var rows = File.ReadLines(trained.Model.Replace(".onnx", ".split.csv")).Select(line => line.Split(','))
            .Where(row => row[2] == "train").Select(row => $"{Path.Combine(trained.Photos, row[0])},{row[0].Split('/')[0]}");
        File.WriteAllLines(_folder["seen.csv"], rows.Prepend("path,label"));

        var run = await EvaluateAsync(_folder["seen.csv"], "--include-seen", "--gate", "label.accuracy>=0.1");

        Assert.Equal(4, run.ExitCode);
        var label = run.Document["tasks"]!["label"]!;
        Assert.Equal((int)trained.Run.Document["data"]!["train"]!, (int)label["train"]!["n"]!);
        Assert.Null(label["test"]);
        Assert.NotNull(label["confusion"]);
        Assert.Equal(0, Test(run));
    }

    [Fact]
    public async Task ADamagedLedger_IsFoundBeforeScoring()
    {
        Directory.CreateDirectory(_folder["runs"]);
        File.WriteAllText(_folder["runs/looks.jsonl"], "not a look\n");

        var run = await EvaluateAsync(trained.Others);

        Assert.Equal((3, "damaged-file"), (run.ExitCode, (string?)run.Document["error"]!["kind"]));
    }

    private Task<CliRun> EvaluateAsync(string data, params string[] more) =>
        CliRun.OfAsync(["eval", trained.Model, "--data", data, "--json", .. more], _folder["runs"]);

    private static int Test(CliRun run) => (int)run.Document["looks"]!["test"]!;
}
