using System.Text.Json.Nodes;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands;

/// <summary>A task of each kind, with missing labels, through the command line.</summary>
public sealed class TaskKindsTests : IDisposable
{
    private static readonly string[] Tasks = ["--task", "kind:class", "--task", "tags:multilabel", "--task", "grade:ordinal", "--task", "size:regression"];
    private readonly TemporaryFolder _folder = new();
    private readonly string _table;
    private readonly string _backbone;

    public TaskKindsTests()
    {
        TinyPhotos.Write(_folder["photos"]);
        _backbone = TinyBackbone.Write(_folder["tiny.onnx"]);
        _table = _folder["table.csv"];
        string[] tags = ["cold", "cold;plant", ";"];
        File.WriteAllLines(_table,
        [
            "path,kind,tags,grade,size",
            .. Enumerable.Range(0, 36).Select(i => FormattableString.Invariant(
                $"photos/{TinyPhotos.Classes[i % 3]}/{i / 3:00}.bmp,{(i % 5 == 0 ? "" : TinyPhotos.Classes[i % 3])},{(i % 7 == 0 ? "" : tags[i % 3])},{(i % 4 == 1 ? "" : $"{(i % 3) + 1}")},{10 * (i % 3)}")),
        ]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_Eval_Predict_AndCompare_KnowEveryKind()
    {
        var model = _folder["model.onnx"];
        string[] shared = ["--data", _table, .. Tasks, "--backbone", _backbone, "--threads", "1", "--cache", _folder["cache"], "--json"];
        var trained = await CliRun.OfAsync(["train", .. shared, "--out", model, "--retrain", "last:1", "--epochs", "3", "--share", "1", "--augment", "none", "--weighting", "upgrad"]);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        var tasks = trained.Document["tasks"]!;
        Assert.Equal(["accuracy", "macro-f1", "kappa", "mae"], ((string[])["kind", "tags", "grade", "size"]).Select(name => (string?)tasks[name]!["metric"]));
        Assert.Equal(["cold", "plant"], tasks["tags"]!["classes"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(["1", "2", "3"], tasks["grade"]!["classes"]!.AsArray().Select(name => (string?)name));
        Assert.NotNull(tasks["tags"]!["perLabel"]!["cold"]);

        foreach (var (task, shows) in new[] { ("kind", "class=\"matrix\""), ("tags", "images that have it"), ("grade", "class=\"matrix\""), ("size", "the answer is the label") })
        {
            var report = await CliRun.OfAsync(["report", _folder["model.run"], "--task", task, "--no-probe", "--cache", _folder["cache"], "--gallery", "2", "--out", _folder["report.html"]]);
            Assert.Equal((0, ""), (report.ExitCode, report.Error));
            Assert.Contains(shows, await File.ReadAllTextAsync(_folder["report.html"]));
        }

        var scored = await CliRun.OfAsync(["eval", model, "--data", _table, "--include-seen", "--json"]);
        Assert.Equal((0, ""), (scored.ExitCode, scored.Error));
        Assert.Equal(
            (double)tasks["grade"]!["train"]!["value"]!, (double)scored.Document["tasks"]!["grade"]!["train"]!["value"]!, 9);
        Assert.Equal((double)tasks["tags"]!["train"]!["value"]!, (double)scored.Document["tasks"]!["tags"]!["train"]!["value"]!, 9);

        var picture = _folder["photos/green/03.bmp"];
        var predicted = await CliRun.OfAsync(["predict", model, picture, "--json", "--csv", _folder["answers.csv"]]);
        var answer = JsonNode.Parse(predicted.Output)!["tasks"]!;
        Assert.NotNull(answer["tags"]!["labels"]);
        Assert.Contains((string?)answer["grade"]!["level"], (string?[])["1", "2", "3"]);
        Assert.Equal("image,kind,kind_score,tags,grade,grade_score,size,error", File.ReadLines(_folder["answers.csv"]).First());
        Assert.Contains("grade: ", (await CliRun.OfAsync(["predict", model, picture])).Output);

        string[] compare = ["compare", .. shared, "--tasks", "--auto-separate", "--folds", "2", "--epochs", "2", "--share", "1", "--augment", "none", "--workdir", _folder["work"]];
        var compared = await CliRun.OfAsync(compare);
        Assert.Equal((0, ""), (compared.ExitCode, compared.Error));
        Assert.Contains("together", compared.Document["arms"]!.AsArray().Select(arm => (string?)arm!["name"]));
        Assert.Equal(["kind alone", "tags alone", "grade alone", "size alone"],
            compared.Document["pairs"]!.AsArray().Where(pair => (string?)pair!["a"] == "together").Select(pair => (string?)pair!["b"]).Where(name => name!.EndsWith("alone", StringComparison.Ordinal)));
        var sharing = compared.Document["sharing"]!;
        Assert.Equal(1, (double)sharing["cosines"]!["kind"]!["kind"]!, 3);
        Assert.Equal((double)sharing["cosines"]!["kind"]!["tags"]!, (double)sharing["cosines"]!["tags"]!["kind"]!, 6);
        Assert.Equal(28, (int)sharing["labelled"]!["kind"]!);

        // Finished arms, and what was measured of their gradients, are found again.
        var again = await CliRun.OfAsync([.. compare, "--resume"]);
        Assert.Equal(sharing.ToJsonString(), again.Document["sharing"]!.ToJsonString());
    }

    [Theory]
    [InlineData("--weighting pcgrad", "nothing is shared")]
    [InlineData("--retrain last:1 --weighting fixed:age=2", "gives a weight to 'age'; the tasks are: kind, tags, grade, size")]
    [InlineData("--retrain last:1 --weighting fixed:kind=-1", "allowed: weights from 0 to 1,000,000")]
    [InlineData("--retrain last:1 --weighting fixed:kind", "such as fixed:kind=1,size=0.5")]
    public async Task AWeightingThatCannotBe_ExplainsItself(string options, string message)
    {
        var run = await CliRun.OfAsync(["train", "--data", _table, .. Tasks, "--backbone", _backbone, "--out", _folder["x.onnx"], "--cache", _folder["cache"], .. options.Split(' '), "--json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, (string?)run.Document["error"]!["message"]);
    }

    [Theory]
    [InlineData("--head-on age=two", "'head-on' names the task 'age'. The tasks are: kind, tags, grade, size.")]
    [InlineData("--head-on kind=three", "There is no stage 'three'. The stages are: ")]
    [InlineData("--head-on kind", "'--head-on' is 'kind'; allowed: a task and stages, such as label=STAGE or label=STAGE,STAGE")]
    [InlineData("--head-on kind=one,", "'--head-on' is 'kind=one,'; allowed: ")]
    [InlineData("--head-on kind=one --head-on kind=two", "'--head-on' names the task 'kind' 2 times")]
    [InlineData("--retrain auto --head-on kind=two", "'--retrain auto' chooses that")]
    [InlineData("--own-adapter kind", "'--own-adapter' is 'kind'; allowed: a task and a width, such as label=32.")]
    [InlineData("--adapter 4 --own-adapter kind=3 --own-adapter kind=4", "'--own-adapter' names the task 'kind' 2 times")]
    public async Task AHeadThatCannotReadSo_ExplainsItself(string options, string message)
    {
        var run = await CliRun.OfAsync(["train", "--data", _table, .. Tasks, "--backbone", _backbone, "--out", _folder["x.onnx"], "--cache", _folder["cache"], .. options.Split(' '), "--json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, (string?)run.Document["error"]!["message"]);
    }

    [Theory]
    [InlineData("head")]
    [InlineData("last:1")]
    public async Task HeadsReadTheStagesAskedFor(string retrain)
    {
        var model = _folder["model.onnx"];
        string[] shared =
        [
            "--data", _table, .. Tasks, "--backbone", _backbone, "--threads", "1", "--epochs", "2", "--augment", "none", "--retrain", retrain, "--cache", _folder["cache"],
            "--head-on", "size=one", "--head-on", "kind=one,two", "--json",
        ];
        var trained = await CliRun.OfAsync(["train", .. shared, "--out", model]);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        var scored = await CliRun.OfAsync(["eval", model, "--data", _table, "--include-seen", "--json"]);
        foreach (var task in (string[])["kind", "size"])
        {
            Assert.Equal((double)trained.Document["tasks"]![task]!["train"]!["value"]!, (double)scored.Document["tasks"]![task]!["train"]!["value"]!, 6);
        }

        Assert.Equal(0, (await CliRun.OfAsync(["inspect", model])).ExitCode);
        var compared = await CliRun.OfAsync(["compare", .. shared, "--tasks", "--folds", "2", "--workdir", _folder["work"]]);
        Assert.Equal((0, ""), (compared.ExitCode, compared.Error));
    }

    [Theory]
    [InlineData("head")]
    [InlineData("last:1")]
    public async Task HeadsShareAnAdapter(string retrain)
    {
        var model = _folder["model.onnx"];
        string[] shared =
        [
            "--data", _table, .. Tasks, "--backbone", _backbone, "--threads", "1", "--epochs", "2", "--augment", "none", "--retrain", retrain, "--cache", _folder["cache"],
            "--adapter", "4", "--own-adapter", "kind=3", "--share", "1", "--weighting", "pcgrad", "--json",
        ];
        var trained = await CliRun.OfAsync(["train", .. shared, "--out", model]);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        Assert.Equal((4, 1.0), ((int)trained.Document["adapter"]!["width"]!, (double)trained.Document["adapter"]!["share"]!));
        var scored = await CliRun.OfAsync(["eval", model, "--data", _table, "--include-seen", "--json"]);
        Assert.Equal((double)trained.Document["tasks"]!["size"]!["train"]!["value"]!, (double)scored.Document["tasks"]!["size"]!["train"]!["value"]!, 4);
        Assert.Equal(0, (await CliRun.OfAsync(["inspect", model])).ExitCode);
        Assert.Equal(0, (await CliRun.OfAsync(["gradcheck", model, "--from", "two", "--json"])).ExitCode);
        var on = await CliRun.OfAsync(["train", "--data", _table, .. Tasks, "--backbone", model, "--out", _folder["on.onnx"], "--cache", _folder["cache"], "--json"]);
        Assert.Equal(2, on.ExitCode);
        Assert.Contains("holds adapters of single tasks", (string?)on.Document["error"]!["message"]);
        var compared = await CliRun.OfAsync(["compare", .. shared, "--tasks", "--folds", "2", "--workdir", _folder["work"]]);
        Assert.Equal((0, ""), (compared.ExitCode, compared.Error));
        Assert.Equal(1, (double)compared.Document["sharing"]!["cosines"]!["kind"]!["kind"]!, 3);
    }

    [Fact]
    public async Task OneTask_IsNothingToShare()
    {
        var compared = await CliRun.OfAsync(["compare", "--data", _folder["photos"], "--backbone", _backbone, "--tasks", "--workdir", _folder["w"], "--cache", _folder["cache"], "--json"]);
        Assert.Equal(2, compared.ExitCode);
        Assert.Contains("has one, 'label'", (string?)compared.Document["error"]!["message"]);
        var trained = await CliRun.OfAsync(
            ["train", "--data", _folder["photos"], "--backbone", _backbone, "--out", _folder["x.onnx"], "--retrain", "last:1", "--weighting", "mgda", "--cache", _folder["cache"], "--json"]);
        Assert.Equal(2, trained.ExitCode);
        Assert.Contains("there is one task, 'label'", (string?)trained.Document["error"]!["message"]);
    }
}
