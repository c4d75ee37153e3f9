using System.Globalization;
using System.Text.Json.Nodes;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands;

/// <summary>A task of a box beside one of classes, through the command line.</summary>
public sealed class BoxTaskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _table;
    private readonly string _backbone;

    public BoxTaskTests()
    {
        TinyPhotos.Write(_folder["photos"]);
        _backbone = TinyBackbone.Write(_folder["tiny.onnx"]);
        _table = _folder["table.csv"];
        File.WriteAllLines(_table,
        [
            "path,kind,part_xmin,part_ymin,part_xmax,part_ymax",
            .. Enumerable.Range(0, 36).Select(i => FormattableString.Invariant(
                $"photos/{TinyPhotos.Classes[i % 3]}/{i / 3:00}.bmp,{TinyPhotos.Classes[i % 3]},{(i % 6 == 0 ? ",,," : $"{i % 7},{i % 5},{12 + (i % 11)},{10 + (i % 13)}")}")),
        ]);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Train_Eval_Predict_Diagnose_Errors_AndReport_KnowABox()
    {
        var model = _folder["model.onnx"];
        var trained = await CliRun.OfAsync(
            ["train", "--data", _table, "--task", "part:box:part", "--task", "kind:class", "--backbone", _backbone, "--threads", "1", "--cache", _folder["cache"], "--workdir", _folder["run"], "--epochs", "3", "--folds", "2", "--out", model, "--json"]);
        Assert.Equal((0, ""), (trained.ExitCode, trained.Error));
        var task = trained.Document["tasks"]!["part"]!;
        Assert.Equal(("box", "iou", 30), ((string?)task["kind"], (string?)task["metric"], (int)task["cv"]!["n"]!));
        Assert.NotNull(task["others"]!["iou-50"]!["cv"]);
        Assert.InRange((double)task["meanBox"]!, 0.01, 1);

        var scored = await CliRun.OfAsync(["eval", model, "--data", _table, "--include-seen", "--json"]);
        Assert.Equal((0, ""), (scored.ExitCode, scored.Error));
        Assert.Equal((double)task["train"]!["value"]!, (double)scored.Document["tasks"]!["part"]!["train"]!["value"]!, 6);
        Assert.Contains("mean box", (await CliRun.OfAsync(["eval", model, "--data", _table, "--include-seen"])).Output);

        // Pictures have 24 x 24 pixels.
        var picture = _folder["photos/green/03.bmp"];
        var predicted = await CliRun.OfAsync(["predict", model, picture, "--json", "--csv", _folder["answers.csv"]]);
        var box = JsonNode.Parse(predicted.Output)!["tasks"]!["part"]!["box"]!;
        double[] sides = [.. ((string[])["xmin", "ymin", "xmax", "ymax"]).Select(side => (double)box[side]!)];
        Assert.All(sides, side => Assert.InRange(side, 0, 24));
        Assert.True(sides[2] > sides[0] && sides[3] > sides[1] && sides[2] > 2);
        Assert.Equal("image,part_xmin,part_ymin,part_xmax,part_ymax,kind,kind_score,error", File.ReadLines(_folder["answers.csv"]).First());
        Assert.Contains(sides[0].ToString(CultureInfo.InvariantCulture), File.ReadLines(_folder["answers.csv"]).Last());
        Assert.Contains("part: from (", (await CliRun.OfAsync(["predict", model, picture])).Output);

        string[][] later =
        [
            ["diagnose", _folder["run"], "--task", "part", "--json"], ["errors", _folder["run"], "--task", "part", "--json"],
            ["report", _folder["run"], "--task", "part", "--out", _folder["report.html"]], ["inspect", model],
        ];
        foreach (var command in later)
        {
            var run = await CliRun.OfAsync(command);
            Assert.True(run.ExitCode == 0, $"{command[0]}: {run.Error}{run.Output}");
        }
    }

    [Fact]
    public async Task AnOptionThatABoxCannotHave_IsWrongUsage()
    {
        var run = await CliRun.OfAsync(
            ["train", "--data", _table, "--task", "part:box:part", "--backbone", _backbone, "--mixup", "0.2", "--cache", _folder["cache"], "--out", _folder["x.onnx"], "--json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'mixup' is not for the task 'part'", (string?)run.Document["error"]!["message"]);
    }
}
