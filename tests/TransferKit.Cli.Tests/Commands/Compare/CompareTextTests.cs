using TransferKit.Cli.Commands.Compare;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Json;
using TransferKit.Cli.Tests.Json;
using TransferKit.Evaluation;
using TransferKit.MultiTask;
using TransferKit.Tasks;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Tests.Commands.Compare;

public sealed class CompareTextTests
{
    private static readonly LearningTask Label = LearningTask.Classification("label");
    private static readonly LearningTask Age = LearningTask.Regression("age");

    private static readonly CompareReport Report = new(
        "photos", 200, [new("label", TaskKind.Classification, ["daisy", "rose"]), new("age", TaskKind.Regression, [])], [new("roses/cut.jpg", "the file is truncated")],
        "mobilenet-v3-coco", null,
        new()
        {
            Arms =
            [
                Arm(Label, "head", 0.755, 0.061, "log-loss", 6_685, 0.41), Arm(Label, "last:2", 0.815, 0.054, "log-loss", 123_456, 2.36),
                Arm(Age, "head", 4.125, 0.5, "rmse", 6_685, 0.41), Arm(Age, "last:2", 3.875, 0.5, "rmse", 123_456, 2.36),
            ],
            Pairs = [Pair(Label, -0.06, 0.025, 0.006, 0.012, new(3, 15, 0.0075)), Pair(Age, 0.25, 0.4, 0.21, 0.21, null)],
            Majority = new Dictionary<string, double> { ["label"] = 0.5 },
            Labelled = new Dictionary<string, int> { ["label"] = 200, ["age"] = 150 },
            Folds = 5,
            Seeds = [7, 8],
            Notes = ["Something to know."],
        },
        ["Something to know."], 75.2, 2);

    [Fact]
    public void TheReport_ReadsAsItsTranscript()
    {
        using var output = new StringWriter { NewLine = "\n" };
        CompareText.Write(new CommandHost { Output = output, Error = TextWriter.Null }.Console, Report);

        Golden.Matches("compare-report", output.ToString());
    }

    [Fact]
    public void TheDocument_HasTheKeysOfTheContract()
    {
        using var output = new StringWriter { NewLine = "\n" };
        JsonOutput.WriteLine(output, CompareDocument.Of(Report));

        Golden.Matches("compare-document-keys", JsonKeys.Of(output.ToString()));
    }

    [Fact]
    public void SharedTasks_AreToldWithTheirGradientsAndWhatToDo()
    {
        var result = Report.Result with
        {
            Arms = [Arm(Label, "together", 0.755, 0.061, "log-loss", 7_000, 2.4) with { Retrain = Retrain.LastStages(1) }, Arm(Label, "label alone", 0.815, 0.054, "log-loss", 6_685, 2.1)],
            Pairs = [Pair(Label, -0.06, 0.025, 0.006, 0.012, null) with { First = "together", Second = "label alone" }],
            Affinity = new(["label", "age"], [[1, -0.25], [-0.25, double.NaN]]),
            Labelled = new Dictionary<string, int> { ["label"] = 2_000, ["age"] = 150 },
        };
        using var output = new StringWriter { NewLine = "\n" };
        var report = Report with { Tasks = [Report.Tasks[0]], Result = result, Advice = TaskSharing.Advice(result) };
        CompareText.Write(new CommandHost { Output = output, Error = TextWriter.Null }.Console, report);
        Golden.Matches("compare-sharing", output.ToString());
        Assert.Equal(["label"], SharingDocument.Of(report)!.Hurt);
        Assert.Null(SharingDocument.Of(report)!.Cosines!["age"]["age"]);
    }

    private static ArmResult Arm(LearningTask task, string name, double value, double half, string other, long parameters, double seconds) => new()
    {
        Arm = name,
        Task = task,
        Metric = task == Label ? "accuracy" : "mae",
        Value = Around(value, half),
        Others = new Dictionary<string, Interval?> { [other] = Around(0.7, 0.1) },
        Seeds = [value - 0.005, value + 0.005],
        Parameters = parameters,
        Seconds = seconds,
    };

    private static PairResult Pair(LearningTask task, double value, double half, double p, double adjusted, McNemarTest? test) => new()
    {
        First = "head",
        Second = "last:2",
        Task = task,
        Metric = task == Label ? "accuracy" : "mae",
        Difference = new(Around(value, half), p),
        AdjustedP = adjusted,
        Others = new Dictionary<string, Difference?> { [task == Label ? "log-loss" : "rmse"] = new(Around(0.05, 0.1), 0.4) },
        McNemar = test,
    };

    private static Interval Around(double value, double half) => new(value, value - half, value + half, 200);
}
