using TransferKit.Datasets;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Strategy.Advising;
using TransferKit.Tasks;

namespace TransferKit.Tests.Strategy.Advising;

public sealed class AdvisingTests : IDisposable
{
    private static readonly ImageAttributes Photo = new(300, 200, 0.5, 0.2, -0.5, 0.2, 0.9);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("transferkit-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void WithoutAComparison_TheVerdictIsAGuessAndSaysWhatIsMissing()
    {
        var run = new PlantedRun().Add(SplitName.Train, 100, 0, 0.1).Build() with { Backbone = "mobilenet-v3-coco" };

        var advice = TransferAdvice.Of(run, run.Tasks[0], [Photo], []);

        Assert.Equal(("likely transfer", false, "scratch"), (advice.Verdict, advice.IsMeasured, Assert.Single(advice.Missing).Name));
        Assert.Contains(advice.Because, reason => reason.Contains("118,287", StringComparison.Ordinal));

        var hopeless = new PlantedRun().Add(SplitName.Train, 100, 0, 0.75).Build();
        Assert.Equal("doubtful", TransferAdvice.Of(hopeless, hopeless.Tasks[0], [Photo], []).Verdict);
    }

    [Fact]
    public void GreyAndTinyImages_AreNamed()
    {
        var run = new PlantedRun().Add(SplitName.Train, 20, 0, 0.1).Build();

        var because = TransferAdvice.Of(run, run.Tasks[0], [Photo with { Colourfulness = 0, Width = 28, Height = 28 }], []).Because;

        Assert.Contains(because, reason => reason.Contains("grey", StringComparison.Ordinal));
        Assert.Contains(because, reason => reason.Contains("smaller than 64", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.2, true, "transfer")]
    [InlineData(-0.2, true, "from scratch")]
    [InlineData(0.02, false, "undecided")]
    public void AComparisonWithScratch_Decides(double gain, bool certain, string verdict)
    {
        var run = new PlantedRun().Add(SplitName.Train, 100, 0, 0.1).Build();

        var advice = TransferAdvice.Of(run, run.Tasks[0], [Photo], [Comparison(gain, certain)]);

        Assert.Equal((verdict, true), (advice.Verdict, advice.IsMeasured));
        Assert.Contains("head cannot be told from the best (last:2)", advice.Because[^1]);
    }

    [Fact]
    public void Sharing_IsJudgedByTasksAlone()
    {
        var run = TwoTasks(new PlantedRun().Add(SplitName.Train, 60, 0).Build(), every: 20);
        Assert.Null(SharingAdvice.Of(new PlantedRun().Add(SplitName.Train, 5, 0).Build(), []));
        Assert.Equal("doubtful", SharingAdvice.Of(run, [])!.Verdict);
        Assert.Equal("likely share", SharingAdvice.Of(TwoTasks(run with { Tasks = [run.Tasks[0]] }, every: 2), [])!.Verdict);

        var measured = Comparison(0, true) with { Sharing = new(new Dictionary<string, int>(), ["other"]) };
        Assert.Equal(("separate other", true), (SharingAdvice.Of(run, [measured])!.Verdict, SharingAdvice.Of(run, [measured])!.IsMeasured));
    }

    [Fact]
    public void EndToEnd_IsNotJudgedWithoutAPipeline()
    {
        var run = new PlantedRun().Add(SplitName.Train, 5, 0).Build();

        Assert.Equal("pipeline", Assert.Single(EndToEndAdvice.Of(run, []).Missing).Name);
        Assert.Equal(("staged", true), (Judged("staged").Verdict, Judged("staged").IsMeasured));
        Assert.False(Judged("undecided").IsMeasured);
        Advice Judged(string verdict) => EndToEndAdvice.Of(run, [Comparison(0, true) with { Crossover = new(verdict, "so it is") }]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"arms\":[]}")]
    [InlineData("{\"arms\":null,\"pairs\":[]}")]
    public void AFileThatIsNoComparison_IsATypedError(string text)
    {
        var path = Path.Combine(_folder.FullName, "c.json");
        File.WriteAllText(path, text);

        var run = new PlantedRun().Add(SplitName.Train, 20, 0, 0.1).Build();

        Assert.Contains("compare --json", Assert.Throws<InvalidDatasetException>(() => ComparisonFile.Read(path, run)).Message);
        Assert.Contains("compare --pipeline --json", Assert.Throws<InvalidDatasetException>(() => ComparisonFile.ReadPipeline(path, run)).Message);
        Assert.Throws<InvalidDatasetException>(() => ComparisonFile.Read(Path.Combine(_folder.FullName, "missing.json"), run));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"images\":5,\"arms\":[],\"pairs\":[]}]")]
    public void APipelineWithoutArms_IsATypedError(string curve)
    {
        var path = Path.Combine(_folder.FullName, "p.json");
        File.WriteAllText(path, $$"""
            {"curve":{{curve}},"crossover":{"verdict":"staged","size":null,"low":null,"high":null,"reach":5,"text":"so it is"},
             "ceiling":{"asItIs":null,"together":[],"alone":[],"steps":[],"advice":"work"},"costs":[],"steps":[],"folds":2,"seeds":[7]}
            """);

        Assert.Contains("it has no arms", Assert.Throws<InvalidDatasetException>(() => ComparisonFile.ReadPipeline(path, new PlantedRun().Add(SplitName.Train, 20, 0, 0.1).Build())).Message);
    }

    private static RecordedComparison Comparison(double gain, bool certain) => new()
    {
        Images = 200,
        Arms =
        [
            new("scratch", "label", "accuracy", new(0.7, 0.6, 0.8, 200), 60), new("head", "label", "accuracy", new(0.69 + gain, 0.6, 0.9, 200), 2),
            new("last:2", "label", "accuracy", new(0.7 + gain, 0.6, 0.9, 200), 30),
        ],
        Pairs =
        [
            new("scratch", "last:2", "label", new(-gain, -gain - 0.1, -gain + 0.1, 200), certain), new("head", "last:2", "label", new(-0.01, -0.05, 0.03, 200), false),
        ],
    };

    private static RunRecord TwoTasks(RunRecord run, int every) => run with
    {
        Tasks = [.. run.Tasks, new RunTask("other", TaskKind.Regression, "other", [], [])],
        Images = [.. run.Images.Select((image, index) => image with { Labels = [image.Labels[0], index % every == 0 ? 1 : null] })],
    };
}
