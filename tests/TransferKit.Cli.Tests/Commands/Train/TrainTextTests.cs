using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Commands.Train;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Json;
using TransferKit.Cli.Tests.Json;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Tasks;

namespace TransferKit.Cli.Tests.Commands.Train;

public sealed class TrainTextTests
{
    private static readonly TrainReport Report = new()
    {
        Model = "flowers.onnx",
        SplitFile = "flowers.split.csv",
        Data = "photos",
        Parts = new Dictionary<SplitName, int>
        {
            [SplitName.Train] = 140,
            [SplitName.TrainDev] = 0,
            [SplitName.Dev] = 8,
            [SplitName.Test] = 6,
        },
        Quarantined = [new("roses/cut.jpg", "the file is truncated")],
        Backbone = "mobilenet-v3-coco",
        Mode = "head",
        Parameters = 4_325,
        Tried =
        [
            new() { Name = "head", Loss = new(0.52, 0.41, 0.66, 112, Selected: true), Folds = 4, Seconds = 3.1, Chosen = true, Note = null },
            new() { Name = "last:1", Loss = new(0.61, 0.45, 0.83, 28, Selected: true), Folds = 1, Seconds = 12.5, Chosen = false, Note = "others had less loss on 1 inner fold" },
            new() { Name = "last:2", Loss = null, Folds = 0, Seconds = 0, Chosen = false, Note = "a fold would have taken about 80 s, and 24 s were left" },
        ],
        Augmentation = new("light", "crop 0.6 1 1.3333333333333333, flip 0.5", 4),
        MixUp = 0,
        Chosen = ["for 'label': weight decay 0.03 (by cross-validation inside the training part), 91 epochs (from the number of images)"],
        Notes = ["2 files are no images and were not used."],
        Tasks = [Labels(), Ages()],
        Looks = new(1, 2),
        Seconds = new(1.52, 8.4, 0.93, 11.04),
        Seed = 7,
        Threads = 2,
        Epochs = 91,
        Gates = [Gate.Parse("label.accuracy.low>=0.9").Check(new Interval(0.75, 0.409, 0.929, 8))],
    };

    [Fact]
    public void TheReport_ReadsAsItsTranscript()
    {
        using var output = new StringWriter { NewLine = "\n" };
        TrainText.Write(new CommandHost { Output = output, Error = TextWriter.Null }.Console, Report);

        Golden.Matches("train-report", output.ToString());
    }

    [Fact]
    public void TheDocument_HasTheKeysOfTheContract()
    {
        using var output = new StringWriter { NewLine = "\n" };
        JsonOutput.WriteLine(output, TrainDocument.Of(Report));

        Golden.Matches("train-document-keys", JsonKeys.Of(output.ToString()));
    }

    private static TaskFigures Labels() => new("label", TaskKind.Classification, ["daisy", "rose"])
    {
        Train = Classified(20, 0),
        Dev = Classified(8, 2).AsSelected(),
        Test = Classified(6, 1),
    };

    private static TaskFigures Ages() => new("age", TaskKind.Regression, [])
    {
        Train = Regressed(0.5),
        Test = Regressed(2),
    };

    private static ClassificationEvaluation Classified(int rows, int wrong)
    {
        var labels = Enumerable.Range(0, rows).Select(row => row % 2).ToArray();
        var scores = labels.SelectMany((label, row) => (row < wrong ? 1 - label : label) == 0 ? new[] { 0.9f, 0.1f } : [0.1f, 0.9f]).ToArray();
        return ClassificationEvaluation.Of(new(scores, labels, 2));
    }

    private static RegressionEvaluation Regressed(double error) => RegressionEvaluation.Of(new(
        Enumerable.Range(0, 12).Select(row => row + (error * (row % 3))).ToArray(), Enumerable.Range(0, 12).Select(row => (double)row).ToArray()));
}
