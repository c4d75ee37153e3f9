using System.Text.Json.Nodes;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands.Contract;

/// <summary>What counts, said in a file, through the commands that follow it.</summary>
public sealed class ContractCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _contract;

    public ContractCommandTests() => _contract = _folder["parts.contract.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Set_MakesAndChangesAContract_AndShowTellsWhy()
    {
        var made = await Run("contract", "set", _contract, "--metric", "label=macro-f1", "--json");
        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        Assert.True((bool)made.Document["changed"]!);

        var silent = await Run("contract", "set", _contract, "--metric", "label=log-loss");
        Assert.Equal(2, silent.ExitCode);
        Assert.Contains("--reason", silent.Error);

        var same = await Run("contract", "set", _contract, "--metric", "label=macro-f1", "--reason", "again", "--json");
        Assert.False((bool)same.Document["changed"]!);
        await Run("contract", "set", _contract, "--metric", "label=log-loss", "--reason", "probabilities are used");

        var shown = (await Run("contract", "show", _contract, "--json")).Document;
        Assert.Equal("log-loss", (string?)shown["tasks"]!["label"]!["metric"]);
        Assert.Equal([null, "probabilities are used"], shown["history"]!.AsArray().Select(change => (string?)change!["reason"]));
        Assert.Equal("macro-f1", (string?)shown["history"]![1]!["before"]!["tasks"]!["label"]!["metric"]);
        Assert.Contains("'label': log-loss (probabilities are used)", (await Run("contract", "show", _contract)).Output);
    }

    [Theory]
    [InlineData("set C", 2, "nothing to set")]
    [InlineData("set C --metric label", 2, "allowed: TASK=NAME")]
    [InlineData("set C --costs label", 2, "allowed: TASK=F.csv")]
    [InlineData("set C --metric label=acuracy", 2, "Did you mean 'accuracy'?")]
    [InlineData("show C", 3, "'contract set")]
    public async Task WhatCannotBe_ExplainsItself(string line, int code, string message)
    {
        var run = await Run(["contract", .. line.Split(' ').Select(word => word == "C" ? _contract : word)]);
        Assert.Equal(code, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(File.Exists(_contract));
    }

    [Fact]
    public async Task TrainCompareAndEval_FollowIt_AndTheRunRemembers()
    {
        var (photos, backbone, model, ledger) = (_folder["photos"], TinyBackbone.Write(_folder["tiny.onnx"]), _folder["m.onnx"], _folder["ledger"]);
        TinyPhotos.Write(photos);
        await Run("contract", "set", _contract, "--metric", "label=macro-f1");
        string[] shared = ["--data", photos, "--backbone", backbone, "--threads", "1", "--cache", _folder["cache"], "--epochs", "2", "--contract", _contract, "--json"];

        var trained = await CliRun.OfAsync(["train", .. shared, "--out", model, "--retrain", "auto", "--budget", "20s"], ledger);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        Assert.Equal("macro-f1", (string?)trained.Document["tasks"]!["label"]!["metric"]);
        Assert.NotNull(trained.Document["tasks"]!["label"]!["others"]!["accuracy"]);
        Assert.Contains(trained.Document["notes"]!.AsArray(), note => ((string)note!).Contains("macro-f1, is no mean over images", StringComparison.Ordinal));

        var scored = await Run("eval", model, "--data", photos, "--include-seen", "--json");
        Assert.Equal("macro-f1", (string?)scored.Document["tasks"]!["label"]!["metric"]);
        await Run("contract", "set", _contract, "--metric", "label=log-loss", "--reason", "try");
        scored = await Run("eval", model, "--data", photos, "--include-seen", "--contract", _contract, "--json");
        Assert.Equal("log-loss", (string?)scored.Document["tasks"]!["label"]!["metric"]);

        var compared = await CliRun.OfAsync(["compare", .. shared, "--arms", "head,last:1", "--folds", "2", "--share", "1", "--workdir", _folder["work"]]);
        Assert.Equal((0, ""), (compared.ExitCode, compared.Error));
        Assert.All(compared.Document["arms"]!.AsArray(), arm => Assert.Equal("log-loss", (string?)arm!["metric"]));
        Assert.True(compared.Document["arms"]![0]!["others"]!.AsObject().ContainsKey("accuracy"));

        var run = _folder["m.run"];
        Assert.Equal("macro-f1", (string?)(await CliRun.OfAsync(["runs", "show", run, "--json"], ledger)).Document["metrics"]!["label"]);
        Assert.Equal("macro-f1", (string?)(await CliRun.OfAsync(["runs", "list", "--json"], ledger)).Document["runs"]![0]!["metric"]);
        var diagnosed = (await CliRun.OfAsync(["diagnose", run, "--json"], ledger)).Document;
        Assert.Equal("macro-f1", (string?)diagnosed["metric"]);
        var train = diagnosed["ladder"]!.AsArray().Single(step => (string?)step!["step"] == "train")!;
        Assert.Equal(1 - (double)trained.Document["tasks"]!["label"]!["train"]!["value"]!, (double)train["error"]!["value"]!, 9);
    }

    /// <summary>To miss a red one costs so much that it is answered at the least doubt.</summary>
    [Fact]
    public async Task WithCosts_TheModelAnswersByLeastExpectedCost()
    {
        var (photos, backbone, model) = (_folder["photos"], TinyBackbone.Write(_folder["tiny.onnx"]), _folder["m.onnx"]);
        TinyPhotos.Write(photos);
        File.WriteAllLines(_folder["costs.csv"], [",red,green,blue", "green,1,0,1", "blue,1,1,0", "red,0,1e6,1e6"]);
        Assert.Equal(0, (await Run("contract", "set", _contract, "--costs", $"label={_folder["costs.csv"]}")).ExitCode);
        Assert.Contains("red called green: 1000000", (await Run("contract", "show", _contract)).Output);

        string[] shared = ["--data", photos, "--backbone", backbone, "--threads", "1", "--cache", _folder["cache"], "--contract", _contract, "--json"];
        var trained = await Run(["train", .. shared, "--out", model, "--epochs", "2", "--weight-decay", "1", "--keep", "best", "--gate", "label.cost<=1"]);
        Assert.Equal(("", "cost"), (trained.Error, (string?)trained.Document["tasks"]!["label"]!["metric"]));
        Assert.True((double)trained.Document["tasks"]!["label"]!["train"]!["value"]! <= 1);

        var predicted = await Run("predict", model, _folder["photos/green"], "--csv", _folder["answers.csv"], "--json");
        var answer = JsonNode.Parse(predicted.Output.Split('\n')[0])!["tasks"]!["label"]!;
        Assert.Equal("red", (string?)answer["decision"]);
        Assert.Equal(3, answer["top"]!.AsArray().Count);
        Assert.Equal("image,label,label_score,label_decision,error", File.ReadLines(_folder["answers.csv"]).First());
        Assert.Contains("label: red by least expected cost (", (await Run("predict", model, _folder["photos/green"])).Output);

        var scored = await Run("eval", model, "--data", photos, "--include-seen", "--json");
        Assert.Equal((double)trained.Document["tasks"]!["label"]!["train"]!["value"]!, (double)scored.Document["tasks"]!["label"]!["train"]!["value"]!, 6);
        Assert.Equal("cost", (string?)(await Run("diagnose", _folder["m.run"], "--json")).Document["metric"]);
        var compared = await Run(["compare", .. shared, "--arms", "head,last:1", "--folds", "2", "--epochs", "1", "--share", "1", "--augment", "none", "--workdir", _folder["work"]]);
        Assert.Equal(("", "cost"), (compared.Error, (string?)compared.Document["arms"]![0]!["metric"]));
    }

    [Theory]
    [InlineData(",red,green\nred,0,1\nblue,1,0", "line 3, column ''")]
    [InlineData(",red,green\nred,0,1", "the class 'green' has 0 lines")]
    [InlineData(",red,green\nred,0,x\ngreen,1,0", "'x' is no cost")]
    [InlineData(",red,green\nred,0,-1\ngreen,1,0", "'-1' is no cost")]
    public async Task CostsThatCannotBe_ExplainThemselves(string table, string message)
    {
        File.WriteAllText(_folder["costs.csv"], table);
        var run = await Run("contract", "set", _contract, "--costs", $"label={_folder["costs.csv"]}");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.False(File.Exists(_contract));
    }

    [Fact]
    public async Task Limits_AreTold_Kept_AndNeverStopAnything()
    {
        var (photos, backbone, model, ledger) = (_folder["photos"], TinyBackbone.Write(_folder["tiny.onnx"]), _folder["m.onnx"], _folder["ledger"]);
        TinyPhotos.Write(photos);
        await Run(
            "contract", "set", _contract, "--metric", "label=balanced-accuracy", "--limit", "label.recall:red>=0.01", "--limit", "label.log-loss<=0.000001", "--limit", "model.bytes<=10",
            "--limit", "model.latency<=50");
        string[] shared = ["--data", photos, "--backbone", backbone, "--threads", "1", "--cache", _folder["cache"], "--epochs", "2", "--contract", _contract, "--json"];
        string[] outcomes = ["met", "not met", "not met", "met"];

        var trained = await CliRun.OfAsync(["train", .. shared, "--folds", "3", "--out", model], ledger);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        Assert.Equal(outcomes[1..], trained.Document["limits"]!.AsArray().Skip(1).Select(limit => (string?)limit!["outcome"]));
        Assert.Equal(new FileInfo(model).Length, (long)trained.Document["limits"]![2]!["number"]!);
        Assert.NotNull(trained.Document["limits"]![0]!["measured"]!["low"]);

        var scored = await CliRun.OfAsync(["eval", model, "--data", photos, "--contract", _contract], ledger);
        Assert.Equal(0, scored.ExitCode);
        Assert.Contains("model.bytes<=10 not met: ", scored.Output);

        var list = await CliRun.OfAsync(["runs", "list", "--json"], ledger);
        Assert.Matches("^[12] of 4 met$", (string?)list.Document["runs"]![0]!["limits"]);
        var page = _folder["report.html"];
        Assert.Equal("", (await CliRun.OfAsync(["report", _folder["m.run"], "--out", page, "--no-probe"], ledger)).Error);
        Assert.Contains("label.log-loss&lt;=1E-06", File.ReadAllText(page));

        await Run("contract", "set", _contract, "--limit", "label.accuracy>=0", "--limit", "model.bytes<=10", "--reason", "other needs");
        var compared = await Run(["compare", .. shared, "--arms", "head,last:1", "--folds", "2", "--share", "1", "--augment", "none", "--workdir", _folder["work"]]);
        Assert.Equal("", compared.Error);
        var choice = compared.Document["contract"]![0]!;
        Assert.Equal(["model.bytes<=10"], choice["notMeasured"]!.AsArray().Select(limit => (string?)limit));
        var best = compared.Document["arms"]!.AsArray().MaxBy(arm => (double)arm!["value"]!["value"]!)!;
        Assert.Equal((string?)best["name"], (string?)choice["best"]);
        Assert.Equal("balanced-accuracy", (string?)choice["metric"]);
    }

    [Fact]
    public async Task AContractOfAnotherTask_IsRefusedBeforeTheTraining()
    {
        TinyPhotos.Write(_folder["photos"]);
        await Run("contract", "set", _contract, "--metric", "kind=macro-f1");
        var run = await Run(
            "train", "--data", _folder["photos"], "--backbone", TinyBackbone.Write(_folder["tiny.onnx"]), "--out", _folder["m.onnx"], "--cache", _folder["cache"], "--contract", _contract);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("names the task 'kind'; the tasks are: label.", run.Error);
    }

    private static Task<CliRun> Run(params string[] words) => CliRun.OfAsync(words);
}
