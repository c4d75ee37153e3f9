using TransferKit.Cli.Commands.Demo;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Json;
using TransferKit.Cli.Tests.Json;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Evaluation.Metrics;

namespace TransferKit.Cli.Tests.Commands.Demo;

public sealed class DemoTextTests
{
    private static readonly ClassificationRows Seen = Rows(3, concept => concept % 6 == 0);
    private static readonly ClassificationRows Unseen = Rows(2, concept => concept % 3 == 0);

    private static readonly DemoReport Report = new()
    {
        Model = "/cache/demo/emoji.onnx",
        Folder = new("/cache/demo/emoji"),
        Counts = [new("emojione", 40, 1, 2, 3, 4), new("fluent-emoji-flat", 44, 0, 9, 0, 1), new("fxemoji", 30, 0, 0, 2, 5), new("noto", 48, 2, 9, 9, 0), new("twemoji", 48, 0, 8, 8, 0)],
        Classes = ["Animals & Nature", "Food & Drink"],
        SeenArtists = EmojiDemo.SeenArtists,
        Parts = new Dictionary<SplitName, int> { [SplitName.Train] = 100, [SplitName.TrainDev] = 0, [SplitName.Dev] = 19, [SplitName.Test] = 21 },
        Concepts = 48,
        TestConcepts = 24,
        Backbone = "mobilenet-v3-coco",
        Parameters = 1_234,
        Seen = ClassificationEvaluation.Of(Seen),
        Unseen = ClassificationEvaluation.Of(Unseen),
        Difference = Comparison.SameGroups(ClassificationMetrics.Accuracy, Seen, Unseen),
        Looks = new(1, 1),
        Seconds = new(12.1, 3.2, 30.4, 5.6, 61.2),
        Credits = ["Twemoji by its authors, CC BY 4.0."],
        Example = "/cache/demo/emoji/fxemoji/fox.png",
    };

    [Fact]
    public void TheReport_ReadsAsItsTranscript() => Golden.Matches("demo-report", Text(Report));

    [Fact]
    public void TheDocument_HasTheseKeys()
    {
        using var output = new StringWriter { NewLine = "\n" };
        JsonOutput.WriteLine(output, DemoDocument.Of(Report));

        Golden.Matches("demo-document-keys", JsonKeys.Of(output.ToString()));
    }

    [Theory]
    [InlineData(0.1, 0.02, 0.2, "harder")]
    [InlineData(0.1, -0.02, 0.2, "holds zero")]
    [InlineData(-0.1, -0.2, -0.02, "easier")]
    public void TheVerdict_SaysWhatTheIntervalSays(double value, double low, double high, string word) =>
        Assert.Contains(word, Text(Report with { Difference = new(new(value, low, high, 100), 0.5) }));

    private static string Text(DemoReport report)
    {
        using var output = new StringWriter { NewLine = "\n" };
        DemoText.Write(new CommandHost { Output = output, Error = TextWriter.Null }.Console, report);
        return output.ToString();
    }

    private static ClassificationRows Rows(int artists, Func<int, bool> wrong)
    {
        var rows = Enumerable.Range(0, 24).SelectMany(concept => Enumerable.Repeat(concept, artists)).ToArray();
        var labels = rows.Select(concept => concept % 2).ToArray();
        var scores = rows.SelectMany(concept => (wrong(concept) ? 1 - (concept % 2) : concept % 2) == 0 ? new[] { 0.8f, 0.2f } : [0.2f, 0.8f]).ToArray();
        return new(scores, labels, 2, rows.Select(concept => $"{concept}").ToArray());
    }
}
