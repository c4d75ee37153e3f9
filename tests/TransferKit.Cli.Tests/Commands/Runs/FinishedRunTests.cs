using System.Text.Json.Nodes;
using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Runs;

namespace TransferKit.Cli.Tests.Commands.Runs;

/// <summary>What can be asked of a training when it has ended.</summary>
public sealed class FinishedRunTests(FinishedRun finished) : IClassFixture<FinishedRun>
{
    [Fact]
    public async Task Runs_AreListedAndShown()
    {
        var list = (await finished.RunAsync("runs", "list", "--json")).Document["runs"]!.AsArray();
        var id = (string)list[0]!["id"]!;
        Assert.Equal(finished.Run, (string?)list[0]!["folder"]);

        foreach (var name in new[] { id[..6], finished.Run, finished["colours.onnx"] })
        {
            var shown = await finished.RunAsync("runs", "show", name, "--json");
            Assert.Equal((0, id), (shown.ExitCode, (string?)shown.Document["id"]));
            Assert.Equal(finished.Command, shown.Document["arguments"]!.AsArray().Select(word => (string?)word));
        }

        Assert.Contains("colours.onnx", (await finished.RunAsync("runs", "show", id)).Output);
        Assert.Contains(id, (await finished.RunAsync("runs", "list")).Output);
    }

    [Fact]
    public async Task ARepeatedRun_IsTheSame()
    {
        var again = await finished.RunAsync("runs", "repeat", finished.Run, "--out", finished["again.onnx"]);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));

        var compared = await finished.RunAsync("runs", "compare", finished.Run, finished["again.run"], "--json");

        Assert.Equal(0, compared.ExitCode);
        Assert.Empty(compared.Document["options"]!.AsObject());
        Assert.Equal(0, (double)compared.Document["tasks"]![0]!["difference"]!["value"]!);
        Assert.Contains("cannot be told apart", (await finished.RunAsync("runs", "compare", finished.Run, finished["again.run"])).Output);
    }

    [Fact]
    public async Task Diagnose_HasTheKeysOfTheContract()
    {
        var run = await finished.RunAsync("diagnose", finished.Run, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["human", "train", "folds", "dev", "test"], run.Document["ladder"]!.AsArray().Select(step => (string?)step!["step"]));
        Assert.All(run.Document["gaps"]!.AsArray(), gap => Assert.True(gap!.AsObject().ContainsKey("needMore") && gap["distinguishable"] is JsonValue));
        Assert.Contains((string?)run.Document["verdict"], new[] { "label-noise", "variance", "avoidable-bias", "none" });
        Assert.All(run.Document["actions"]!.AsArray(), action => Assert.True(action!["rank"] is not null && action["option"] is not null && action["why"] is not null && action["cost"] is not null));
        Assert.Contains("Verdict", (await finished.RunAsync("diagnose", finished.Run)).Output);
    }

    [Fact]
    public async Task Diagnose_KnowsGates()
    {
        Assert.Equal(4, (await finished.RunAsync("diagnose", finished.Run, "--gate", "label.accuracy.low>=0.999")).ExitCode);
        Assert.Equal(0, (await finished.RunAsync("diagnose", finished.Run, "--gate", "label.accuracy>=0.1")).ExitCode);
        Assert.Equal(2, (await finished.RunAsync("diagnose", finished.Run, "--gate", "nobody.accuracy>=0.1")).ExitCode);
    }

    [Fact]
    public async Task DiagnoseApply_TrainsWithTheFirstActionAndCompares()
    {
        // So strong a decay that not even the training images are learned.
        var poor = await finished.RunAsync([.. finished.Command.SkipLast(1), finished["poor.onnx"], "--weight-decay", "1000"]);
        Assert.Equal(0, poor.ExitCode);
        (RunRecord.Load(finished["poor.run"]) with { Human = [new("label", 0.01, 50)] }).Save(finished["poor.run"]);

        var run = await finished.RunAsync("diagnose", finished["poor.run"], "--apply", "--out", finished["applied.onnx"], "--json");

        Assert.Equal((0, "avoidable-bias"), (run.ExitCode, (string?)run.Document["verdict"]));
        Assert.Equal("--retrain last:2", (string?)run.Document["applied"]!["option"]);
        Assert.True(File.Exists(finished["applied.onnx"]));
        // People were measured on the images, not on the model.
        Assert.Equal(0.01, Assert.Single(RunRecord.Load(finished["applied.run"]).Human).Error);
        Assert.Contains("retrain", run.Document["applied"]!["comparison"]!["options"]!.AsObject().Select(option => option.Key));
        Assert.NotNull(run.Document["applied"]!["comparison"]!["tasks"]![0]!["difference"]);
        Assert.Equal(2, (await finished.RunAsync("diagnose", finished.Run, "--least-gap", "1", "--apply", "--out", finished["none.onnx"])).ExitCode);
    }

    [Fact]
    public async Task Errors_HasTheKeysOfTheContract()
    {
        var run = await finished.RunAsync("errors", finished.Run, "--cache", finished["cache"], "--suspects", finished["suspects.csv"], "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(run.Document["labelErrors"]!.AsArray(), error => Assert.True(error!["image"] is not null && error["given"] is not null && error["suggested"] is not null && error["score"] is not null));
        Assert.Contains(run.Document["labelErrors"]!.AsArray(), error => ((string)error!["image"]!).StartsWith("blue/3", StringComparison.Ordinal));
        Assert.All(run.Document["tags"]!.AsArray(), tag => Assert.True(tag!["share"] is not null && tag["errorShare"] is not null && tag["ceiling"] is JsonObject && tag.AsObject().ContainsKey("effort")));
        Assert.Equal("path,task,given,suggested,score,wrong", File.ReadLines(finished["suspects.csv"]).First());
        Assert.Contains("Task", (await finished.RunAsync("errors", finished.Run, "--cache", finished["cache"])).Output);
    }

    [Fact]
    public async Task CorrectedLabels_AreATableThatTrains()
    {
        // Whoever looks at all images has looked at dev and test.
        var looked = TinyPhotos.Classes.SelectMany(name => Enumerable.Range(0, 20).Select(number => $"{name}/{number:00}.bmp,{name}"));
        await File.WriteAllLinesAsync(finished["right.csv"], ["path,label", "blue/30.bmp,green", "blue/31.bmp,red", .. looked]);
        var applied = await finished.RunAsync("labels", "apply", finished["right.csv"], "--run", finished.Run, "--out", finished["corrected.csv"], "--json");
        Assert.Equal((0, ""), (applied.ExitCode, applied.Error));
        Assert.Equal(["green", "red"], applied.Document["changes"]!.AsArray().Select(change => (string?)change!["after"]));
        var trained = await finished.RunAsync("train", "--data", finished["corrected.csv"], "--backbone", finished["tiny.onnx"], "--threads", "1", "--out", finished["corrected.onnx"], "--json");
        Assert.Equal(0, trained.ExitCode);
        Assert.Equal(64, trained.Document["data"]!.AsObject().Where(part => part.Key is "train" or "dev" or "test").Sum(part => (int)part.Value!));
    }

    [Fact]
    public async Task AGivenSplitThatLeaks_IsAnErrorUnlessAllowed_AndTheVerdictThen()
    {
        var photos = finished["leaky"];
        TinyPhotos.Write(Path.Combine(photos, "train"), perClass: 12);
        TinyPhotos.Write(Path.Combine(photos, "dev"), perClass: 4, first: 50);
        File.Copy(Path.Combine(photos, "train", "red", "03.bmp"), Path.Combine(photos, "dev", "red", "copy.bmp"));
        string[] train = ["train", "--data", photos, "--backbone", finished["tiny.onnx"], "--threads", "1", "--out", finished["leaky.onnx"], "--json"];

        var refused = await finished.RunAsync(train);
        Assert.Equal((3, "invalid-data"), (refused.ExitCode, (string?)refused.Document["error"]!["kind"]));
        Assert.Contains("--allow-leaks", (string?)refused.Document["error"]!["message"]);

        Assert.Equal(0, (await finished.RunAsync([.. train, "--allow-leaks"])).ExitCode);
        var diagnosed = await finished.RunAsync("diagnose", finished["leaky.run"], "--json");
        Assert.Equal("leak", (string?)diagnosed.Document["verdict"]);
        Assert.Equal("dev/red/copy.bmp", (string?)diagnosed.Document["leaks"]![0]!["heldOut"]);
    }

    [Fact]
    public async Task SplitCheck_TellsWhatDiffers()
    {
        var photos = finished["shifted"];
        TinyPhotos.Write(Path.Combine(photos, "train"), perClass: 12);
        TinyPhotos.Write(Path.Combine(photos, "dev"), perClass: 8, first: 50);
        foreach (var file in Directory.GetFiles(Path.Combine(photos, "dev"), "*.bmp", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file);
            await File.WriteAllBytesAsync(file, [.. bytes.Take(TinyPhotos.HeaderBytes), .. bytes.Skip(TinyPhotos.HeaderBytes).Select(value => (byte)(value / 2))]);
        }

        Assert.Equal(0, (await finished.RunAsync("train", "--data", photos, "--backbone", finished["tiny.onnx"], "--threads", "1", "--out", finished["shifted.onnx"])).ExitCode);
        var run = await finished.RunAsync("split", "check", finished["shifted.run"], "--cache", finished["cache"], "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var pair = run.Document["comparisons"]![0]!;
        Assert.Equal(("train", "dev", true, false), ((string?)pair["from"], (string?)pair["to"], (bool)pair["picturesDiffer"]!, (bool)pair["labelsDiffer"]!));
        Assert.True((double)pair["toldApart"]!["low"]! > 0.6);
        Assert.Contains(pair["attributes"]!.AsArray(), attribute => (string?)attribute!["attribute"] == "brightness" && (double)attribute["larger"]!["high"]! < 0.5);
        Assert.Equal(3, pair["labels"]!.AsArray().Count);
        Assert.Contains("the pictures differ", (await finished.RunAsync("split", "check", finished["shifted.run"], "--no-classifier")).Output);
        Assert.Equal(2, (await finished.RunAsync("split", "check", finished["shifted.run"], "--by", "source")).ExitCode);
    }

    [Fact]
    public async Task Advise_SaysWhatIsMissing_AndReadsWhatCompareWrote()
    {
        var alone = await finished.RunAsync("advise", finished.Run, "--json");
        Assert.Equal((0, ""), (alone.ExitCode, alone.Error));
        Assert.Equal(["transfer", "end-to-end"], alone.Document["advice"]!.AsArray().Select(advice => (string?)advice!["question"]));
        Assert.Equal(["scratch", "pipeline"], alone.Document["advice"]!.AsArray().Select(advice => (string?)advice!["missing"]![0]!["name"]));

        var compared = await finished.RunAsync(
            "compare", "--data", finished["photos"], "--backbone", finished["tiny.onnx"], "--arms", "scratch,head", "--epochs", "1", "--folds", "2", "--seeds", "1", "--threads", "1", "--json");
        await File.WriteAllTextAsync(finished["transfer.json"], compared.Output);
        var advised = await finished.RunAsync("advise", finished.Run, "--compare", finished["transfer.json"], "--json");
        Assert.True((bool)advised.Document["advice"]![0]!["measured"]!);
        Assert.Contains("(measured)", (await finished.RunAsync("advise", finished.Run, "--compare", finished["transfer.json"])).Output);
        Assert.Equal(3, (await finished.RunAsync("advise", finished.Run, "--compare", finished["missing.json"])).ExitCode);
    }

    [Fact]
    public async Task Report_IsOnePageThatStandsAlone()
    {
        var run = await finished.RunAsync("report", finished.Run, "--cache", finished["cache"], "--curve", "--out", finished["r.html"], "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var page = await File.ReadAllTextAsync(finished["r.html"]);
        Assert.Equal(new FileInfo(finished["r.html"]).Length, (long)run.Document["bytes"]!);
        Assert.DoesNotMatch("(src|href)=\"(?!#|data:)", page);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal));
        Assert.Contains("id=\"verdict\"", page);
        Assert.Contains("id=\"curve\"", page);
        Assert.Contains("Twice the photos: ", page);
        Assert.Contains("class=\"band\"", page);
        Assert.Contains("<svg", page);
        Assert.Contains("data:image/jpeg;base64,", page);
    }

    [Theory]
    [InlineData("runs show nowhere", 3, "run-not-found")]
    [InlineData("diagnose nowhere.onnx", 3, "run-not-found")]
    [InlineData("errors {0} --task nobody", 2, "invalid-options")]
    [InlineData("errors {0} --tags {0}/missing.csv", 3, "invalid-data")]
    [InlineData("diagnose {0} --human nobody=0.1:5", 2, "invalid-options")]
    [InlineData("diagnose {0} --human label=x", 2, "usage")]
    [InlineData("report {0} --out {0}/record.json/r.html", 1, "cannot-write")]
    [InlineData("report {0} --out {0}/r.html --sizes 10,all", 2, "usage")]
    [InlineData("report {0} --out {0}/r.html --no-probe --curve --sizes 10,9999", 2, "invalid-options")]
    public async Task BadInput_HasItsExitCodeAndKind(string line, int code, string kind)
    {
        var run = await finished.RunAsync([.. string.Format(System.Globalization.CultureInfo.InvariantCulture, line, finished.Run).Split(' '), "--json"]);

        Assert.Equal((code, kind), (run.ExitCode, (string?)run.Document["error"]?["kind"]));
    }
}
