using System.Text.Json.Nodes;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands;

/// <summary>The main job, from photos to predictions, through the command line.</summary>
public sealed class TrainedModelTests(TrainedModel trained) : IClassFixture<TrainedModel>
{
    [Fact]
    public void Train_WritesModelAndSplitAndOneDocument()
    {
        Assert.Equal((0, ""), (trained.Run.ExitCode, trained.Run.Error));
        var document = trained.Run.Document;
        Assert.Equal(trained.Model, (string?)document["model"]);
        Assert.Equal("head", (string?)document["retrained"]!["mode"]);
        Assert.Equal(36, Parts(document).Sum());
        Assert.Equal(["blue", "green", "red"], document["tasks"]!["label"]!["classes"]!.AsArray().Select(name => (string?)name));
        Assert.True((double?)document["tasks"]!["label"]!["test"]!["value"] > 0.8);
        Assert.Equal((1, 1), ((int)document["looks"]!["dev"]!, (int)document["looks"]!["test"]!));
        Assert.Equal("path,hash,split", File.ReadLines(trained.Model.Replace(".onnx", ".split.csv")).First());
    }

    [Fact]
    public async Task Train_OfStages_TellsFromWhichOn()
    {
        var model = Path.Combine(Path.GetDirectoryName(trained.Model)!, "stages.onnx");
        string[] line = ["train", "--data", trained.Photos, "--backbone", trained.Backbone, "--out", model, "--threads", "1", "--retrain", "last:1", "--epochs", "3"];
        var run = await CliRun.OfAsync([.. line, "--json"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("last:1", (string?)run.Document["retrained"]!["mode"]);
        Assert.Equal("two", (string?)run.Document["retrained"]!["from"]);
        // Both the stage's 12 x 8 x 3 x 3 weights and a head of three classes on what it reads of both stages.
        Assert.Equal((12 * 8 * 9) + (3 * (8 + 12)) + 3, (int)run.Document["retrained"]!["parameters"]!);
        Assert.Equal(0, (await CliRun.OfAsync(["predict", model, Path.Combine(trained.Others, "red")])).ExitCode);

        var unknown = await CliRun.OfAsync([.. line, "--retrain", "last:3"]);
        Assert.Equal(2, unknown.ExitCode);
    }

    [Fact]
    public async Task Train_Auto_TellsWhatItTried()
    {
        var model = Path.Combine(Path.GetDirectoryName(trained.Model)!, "auto.onnx");
        var run = await CliRun.OfAsync(
        [
            "train", "--data", trained.Photos, "--backbone", trained.Backbone, "--out", model, "--threads", "1", "--retrain", "auto", "--budget", "30s", "--epochs", "2", "--json",
        ]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("auto", (string?)run.Document["retrained"]!["mode"]);
        var tried = run.Document["retrained"]!["tried"]!.AsArray();
        Assert.Equal("head", (string?)tried[0]!["name"]);
        Assert.Single(tried, candidate => (bool)candidate!["chosen"]!);
        Assert.True((bool)tried[0]!["loss"]!["selected"]!);
    }

    [Fact]
    public async Task Predict_PrintsALineAnImageInTheOrderGiven()
    {
        var red = Path.Combine(trained.Others, "red", "100.bmp");
        var run = await CliRun.OfAsync(["predict", trained.Model, red, Path.Combine(trained.Others, "blue"), "--top", "1"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Output.TrimEnd('\n').Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.StartsWith($"{red}  label: red ", lines[0]);
        Assert.Equal(lines[1..].Order(StringComparer.Ordinal), lines[1..]);
    }

    [Fact]
    public async Task Predict_GoesOnAfterAnImageThatFails()
    {
        var good = Path.Combine(trained.Others, "green", "100.bmp");
        var run = await CliRun.OfAsync(["predict", trained.Model, "missing.jpg", good, trained.Backbone, "--json"]);

        Assert.Equal(3, run.ExitCode);
        var lines = run.Output.TrimEnd('\n').Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(["missing.jpg", good, trained.Backbone], lines.Select(line => (string?)line["image"]));
        Assert.NotNull((string?)lines[0]["error"]);
        Assert.Equal("green", (string?)lines[1]["tasks"]!["label"]!["top"]![0]!["label"]);
        Assert.NotNull((string?)lines[2]["error"]);
    }

    [Fact]
    public async Task Predict_WritesATableWithEmptyAnswersWhereItIsUnsure()
    {
        using var folder = new TemporaryFolder();
        var red = Path.Combine(trained.Others, "red", "101.bmp");
        var run = await CliRun.OfAsync(["predict", trained.Model, red, "--abstain-below", "1", "--csv", folder["a.csv"]]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("unsure (red ", run.Output);
        var rows = File.ReadAllLines(folder["a.csv"]);
        Assert.Equal("image,label,label_score,error", rows[0]);
        Assert.StartsWith($"{red},,0.", rows[1]);
    }

    [Fact]
    public async Task Eval_LeavesOutWhatTheModelWasTrainedOn()
    {
        var run = await CliRun.OfAsync(["eval", trained.Model, "--data", trained.Photos, "--json"]);

        Assert.Equal(0, run.ExitCode);
        var learned = Parts(trained.Run.Document)[0];
        Assert.Equal(learned, (int?)run.Document["seenInTraining"]);
        Assert.Equal(36 - learned, (int?)run.Document["tasks"]!["label"]!["test"]!["n"]);
    }

    [Fact]
    public async Task Tta_IsToldAndChangesTheScores()
    {
        string[] eval = ["eval", trained.Model, "--data", trained.Others, "--json"];
        var (plain, both) = (await CliRun.OfAsync(eval), await CliRun.OfAsync([.. eval, "--tta"]));
        Assert.False((bool?)plain.Document["testTimeAugmentation"]);
        Assert.True((bool?)both.Document["testTimeAugmentation"]);

        string[] predict = ["predict", trained.Model, Path.Combine(trained.Others, "red", "100.bmp"), "--json"];
        var (one, mean) = (await CliRun.OfAsync(predict), await CliRun.OfAsync([.. predict, "--tta"]));
        Assert.Equal(0, mean.ExitCode);
        Assert.NotEqual(one.Output, mean.Output);
    }

    [Fact]
    public async Task Eval_ShowsConfusionAndRecall()
    {
        var run = await CliRun.OfAsync(["eval", trained.Model, "--data", trained.Others]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("a blue", run.Output);
        Assert.Contains("majority 0.333", run.Output);
    }

    [Theory]
    [InlineData("label.accuracy>=0.5", 0)]
    [InlineData("label.accuracy.low>=1", 4)]
    [InlineData("label.precision>=0.5", 2)]
    [InlineData("kind.accuracy>=0.5", 2)]
    public async Task Gates_DecideTheExitCode(string gate, int code)
    {
        var run = await CliRun.OfAsync(["eval", trained.Model, "--data", trained.Others, "--gate", gate, "--json"]);

        Assert.Equal(code, run.ExitCode);
        Assert.NotNull(code == 2 ? run.Document["error"] : run.Document["gates"]![0]!["met"]);
    }

    [Fact]
    public async Task Inspect_ShowsStagesAndTasks()
    {
        var run = await CliRun.OfAsync(["inspect", trained.Model, "--json"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("image", (string?)run.Document["inputs"]![0]!["name"]);
        Assert.Equal("label", (string?)run.Document["tasks"]![0]!["name"]);
        Assert.All(run.Document["stages"]!.AsArray(), stage => Assert.True(stage!.AsObject().ContainsKey("trainable")));
    }

    [Fact]
    public async Task Resume_WithOtherOptions_IsWrongUsage()
    {
        var run = await CliRun.OfAsync(
            ["train", "--data", trained.Photos, "--backbone", trained.Backbone, "--out", trained.Model, "--threads", "1", "--resume", "--seed", "8", "--json"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Equal("invalid-options", (string?)run.Document["error"]!["kind"]);
    }

    [Fact]
    public async Task TrainingTwice_GivesTheSameSplit()
    {
        using var folder = new TemporaryFolder();
        var split = trained.Model.Replace(".onnx", ".split.csv");
        var run = await CliRun.OfAsync(
            ["train", "--data", trained.Photos, "--backbone", trained.Backbone, "--split-file", split, "--out", folder["again.onnx"], "--threads", "1"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(File.ReadAllText(split), File.ReadAllText(folder["again.split.csv"]));
        Assert.Contains("transferkit predict ", run.Output);
    }

    [Fact]
    public async Task Augmentation_IsToldInTheDocumentAndInTheModel()
    {
        using var folder = new TemporaryFolder();
        var run = await CliRun.OfAsync(
        [
            "train", "--data", trained.Photos, "--backbone", trained.Backbone, "--out", folder["more.onnx"], "--threads", "1",
            "--augment", "strong", "--variants", "2", "--mixup", "0.2", "--folds", "3", "--json",
        ]);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("strong", (string?)run.Document["augmentation"]!["name"]);
        Assert.Equal(2, (int)run.Document["augmentation"]!["variants"]!);
        Assert.Equal(0.2, (double)run.Document["mixup"]!);
        Assert.Equal(36, (int)run.Document["tasks"]!["label"]!["cv"]!["n"]!);
        using var model = TransferKit.Artifacts.Predictor.Load(folder["more.onnx"]);
        Assert.Equal("2", model.Metadata.Provenance.Recipe["variants"]);
        Assert.Equal((string?)run.Document["augmentation"]!["recipe"], model.Metadata.Provenance.Recipe["augmentation"]);
        Assert.Null(trained.Run.Document["augmentation"]);
    }

    private static int[] Parts(JsonNode document) =>
        [.. new[] { "train", "dev", "test" }.Select(part => (int)document["data"]![part]!)];
}
