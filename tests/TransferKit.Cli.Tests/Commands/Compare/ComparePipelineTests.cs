using System.Text.Json.Nodes;
using TransferKit.Cli.Tests.Fixtures;

namespace TransferKit.Cli.Tests.Commands.Compare;

public sealed class ComparePipelineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ComparePipelineTests()
    {
        TinyBackbone.Write(_folder["tiny.onnx"]);
        TinyPhotos.Write(_folder["photos"], perClass: 10);
        var lines = TinyPhotos.Classes.SelectMany((name, label) => Enumerable.Range(0, 10).Select(number => $"photos/{name}/{number:00}.bmp,{name},2,2,{14 + label},{14 + label}"));
        File.WriteAllLines(_folder["photos.csv"], ["path,colour,xmin,ymin,xmax,ymax", .. lines]);
        File.WriteAllText(_folder["p.yaml"], """
            steps:
              - {name: where, kind: largest-object, truth: part:box}
              - {name: crop, kind: crop, box: where}
              - {name: colour, kind: model, task: colour:class, input: crop, metric: balanced-accuracy, price: 3}
            """);
    }

    public void Dispose() => _folder.Dispose();

    private Task<CliRun> RunAsync(params string[] more) => CliRun.OfAsync(
        ["compare", "--data", _folder["photos.csv"], "--backbone", _folder["tiny.onnx"], "--weight-decay", "0.1", "--folds", "2", "--threads", "1", "--cache", _folder["cache"], "--workdir", _folder["work"], .. more]);

    [Fact]
    public async Task APipeline_IsComparedSavedAndAsked()
    {
        var run = await RunAsync("--pipeline", _folder["p.yaml"], "--sizes", "6,all", "--save", _folder["p.pipeline"], "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var document = run.Document;
        Assert.Equal(["staged", "staged, learned from the truth", "staged, given the truth", "end-to-end"], document["arms"]!.AsArray().Select(arm => (string?)arm!["name"]));
        Assert.All(document["arms"]!.AsArray(), arm => Assert.Equal("balanced-accuracy", (string?)arm!["metric"]));
        Assert.Equal([6, 15], document["curve"]!.AsArray().Select(size => (int)size!["images"]!));
        Assert.Contains((string?)document["crossover"]!["verdict"], new[] { "staged", "end-to-end", "undecided" });
        Assert.Equal(["where", "colour"], document["ceiling"]!["alone"]!.AsArray().Select(row => (string?)row!["step"]));
        Assert.Equal(90, (double)document["costs"]![0]!["price"]!);

        var asked = await CliRun.OfAsync(["predict", _folder["p.pipeline"], Path.Combine(_folder["photos"], "red", "03.bmp"), "nowhere.png", "--json"]);
        var lines = asked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal((3, 2), (asked.ExitCode, lines.Length));
        Assert.Equal(3, lines[0]["tasks"]!["colour"]!["top"]!.AsArray().Count);
        Assert.NotNull(lines[1]["error"]);

        var text = await RunAsync("--pipeline", _folder["p.yaml"]);
        Assert.Contains("first to fail, of all images", text.Output);
        Assert.Contains("costs, of models of all images", text.Output);
    }

    [Fact]
    public async Task AReport_ShowsWhatWasCompared()
    {
        await File.WriteAllTextAsync(_folder["compared.json"], (await RunAsync("--pipeline", _folder["p.yaml"], "--sizes", "6,10,all", "--json")).Output);
        await CliRun.OfAsync([
            "train", "--data", _folder["photos.csv"], "--task", "colour:class", "--backbone", _folder["tiny.onnx"], "--weight-decay", "0.1", "--threads", "1", "--cache", _folder["cache"],
            "--out", _folder["m.onnx"]]);
        Task<CliRun> ReportAsync(string document) => CliRun.OfAsync([
            "report", _folder["m.run"], "--no-probe", "--gallery", "0", "--cache", _folder["cache"], "--compare", _folder[document], "--out", _folder["r.html"], "--json"]);

        var report = await ReportAsync("compared.json");

        Assert.Equal((0, ""), (report.ExitCode, report.Error));
        var page = await File.ReadAllTextAsync(_folder["r.html"]);
        Assert.Contains("""<a href="#pipeline">Steps or one model</a>""", page);
        Assert.Contains(System.Net.WebUtility.HtmlEncode((string)JsonNode.Parse(await File.ReadAllTextAsync(_folder["compared.json"]))!["crossover"]!["text"]!), page);
        Assert.All(["6 images: pipeline ", "as it is ", "The first step to fail", "staged, given the truth", "colour 30"], text => Assert.Contains(text, page));

        await File.WriteAllTextAsync(_folder["other.json"], """{"arms":[],"pairs":[]}""");
        await File.WriteAllTextAsync(_folder["foreign.json"], (await File.ReadAllTextAsync(_folder["compared.json"])).Replace("\"task\":\"colour\"", "\"task\":\"weight\"", StringComparison.Ordinal));
        foreach (var (document, message) in new[] { ("other.json", "is not what 'transferkit compare --pipeline --json' writes"), ("foreign.json", "is of the task 'weight'"), ("missing.json", "cannot be read") })
        {
            var refused = await ReportAsync(document);
            Assert.Equal((3, "invalid-data"), (refused.ExitCode, (string?)refused.Document["error"]!["kind"]));
            Assert.Contains(message, (string?)refused.Document["error"]!["message"]);
        }
    }

    [Theory]
    [InlineData("--pipeline {0}/missing.yaml", 3, "invalid-data")]
    [InlineData("--pipeline {0}/p.yaml --task colour:class", 2, "usage")]
    [InlineData("--pipeline {0}/p.yaml --transfer", 2, "usage")]
    [InlineData("--pipeline {0}/p.yaml --resume", 2, "usage")]
    [InlineData("--pipeline {0}/p.yaml --contract {0}/c.json", 2, "usage")]
    [InlineData("--pipeline {0}/p.yaml --target-error 0.1", 2, "usage")]
    [InlineData("--pipeline {0}/p.yaml --data {0}/photos", 2, "usage")]
    [InlineData("--pipeline {0}/p.yaml --sizes 6,1000", 2, "invalid-options")]
    [InlineData("--transfer --save {0}/p.pipeline", 2, "usage")]
    [InlineData("--pipeline {0}/unknown.yaml", 2, "invalid-options")]
    [InlineData("--pipeline {0}/absent.yaml", 3, "invalid-data")]
    public async Task BadInput_HasItsExitCodeAndKind(string line, int code, string kind)
    {
        await File.WriteAllTextAsync(_folder["unknown.yaml"], "steps:\n  - {name: a, kind: model, task: colour:class, colour: red}");
        await File.WriteAllTextAsync(_folder["absent.yaml"], "steps:\n  - {name: a, kind: model, task: weight:regression}");
        string[] words = string.Format(System.Globalization.CultureInfo.InvariantCulture, line, _folder.Root).Split(' ');
        var run = words.Contains("--data")
            ? await CliRun.OfAsync(["compare", "--backbone", _folder["tiny.onnx"], "--folds", "2", "--workdir", _folder["work"], .. words, "--json"])
            : await RunAsync([.. words, "--json"]);

        Assert.Equal((code, kind), (run.ExitCode, (string?)run.Document["error"]?["kind"]));
    }
}
