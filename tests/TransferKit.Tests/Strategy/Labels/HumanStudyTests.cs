using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Strategy;
using TransferKit.Strategy.Labels;
using TransferKit.Tasks;

namespace TransferKit.Tests.Strategy.Labels;

public sealed class HumanStudyTests : IDisposable
{
    private const string Header = "image,task,label,labeller,seconds";
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-human-").FullName;
    private readonly RunRecord _run = new PlantedRun().Add(SplitName.Train, 6, 0).Add(SplitName.Dev, 20, 0).Add(SplitName.Test, 5, 0).Build();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ALabellersError_IsTheirShareOfWrongAnswers_WithTheIntervalAndN()
    {
        // 20 images of dev: two wrong, and one that could not be told.
        var study = Read(_run, Rows("Ann", dev => dev < 2 ? Class(dev + 6, 1) : dev == 2 ? "?" : Class(dev + 6)));

        var ann = Assert.Single(study.Labellers);
        Assert.Equal(("Ann", 20, 1, 2.5), (ann.Labeller, ann.Images, ann.CannotTell, ann.Seconds));
        Assert.Equal(Proportion.Of(3, 20)!.Value.High, ann.Error!.Value.High, 12);
        Assert.Equal(0.15, study.Level.Error, 12);
        Assert.Equal((20, false, "'Ann', the only labeller"), (study.Level.N, study.Level.Interval!.Value.Selected, study.Level.Whose));
        Assert.Null(study.Majority);
    }

    [Fact]
    public void OfTwo_TheBetterCounts_AndIsMarkedAsSelected()
    {
        var study = Read(_run, Rows("Ann", dev => Class(dev + 6, dev < 4 ? 1 : 0)), Rows("Ben", dev => Class(dev + 6, dev < 2 ? 1 : 0)));

        Assert.Equal(0.1, study.Level.Error, 12);
        Assert.Equal((true, "'Ben', the best of 2 labellers"), (study.Level.Interval!.Value.Selected, study.Level.Whose));
        Assert.Equal(["Ben", "Ann"], study.Labellers.Select(labeller => labeller.Labeller));
        Assert.Equal(0.15, study.Mean!.Value.Value, 12);
        Assert.Equal(40, study.Mean.Value.N);
        // They differ on two images: both give the same wrong class to the first two.
        Assert.Equal(Proportion.Of(18, 20), Assert.Single(study.Agreement).Figure);
    }

    [Fact]
    public void OfThree_TheMajorityCounts_AndATieIsAnError()
    {
        // Each errs alone on images of their own; on the last image all three differ.
        string[] Person(string name, int own) => Rows(name, dev => Class(dev + 6, dev == 19 ? own : dev == own ? 1 : 0));
        var study = Read(_run, Person("Ann", 0), Person("Ben", 1), Person("Cem", 2));

        Assert.Equal(0.05, study.Level.Error, 12);
        Assert.Equal((1, "the majority of 3 labellers"), (study.Undecided, study.Level.Whose));
        Assert.Equal(20, study.Majority!.Value.N);
        Assert.Equal(3, study.Agreement.Count);
    }

    [Fact]
    public void AMajorityOnFewImages_DoesNotOutweighTheBest()
    {
        var study = Read(_run, Rows("Ann", dev => Class(dev + 6)), Rows("Ben", dev => Class(dev + 6))[..4], Rows("Cem", dev => Class(dev + 6))[..4]);

        Assert.Equal(3, study.Majority!.Value.N);
        Assert.Equal("'Ann', the best of 3 labellers", study.Level.Whose);
    }

    [Fact]
    public void ARecordedLevel_IsWhatTheDiagnosisUses()
    {
        var folder = Path.Combine(_folder, "run");
        Read(_run with { Human = [new("label", 0.5, 10)] }, Rows("Ann", dev => Class(dev + 6))).Recorded().Save(folder);
        var run = RunRecord.Load(folder);

        Assert.Equal("'Ann', the only labeller", Assert.Single(run.Human).Whose);
        var diagnosis = Diagnosis.Of(run);
        Assert.Equal(Proportion.Of(0, 20)!.Value.High, diagnosis.Ladder.Steps.Single(step => step.Name == "human").Error.High, 12);
        Assert.DoesNotContain("human", diagnosis.Missing.Select(missing => missing.Name));
        var without = Diagnosis.Of(_run).Missing.Single(missing => missing.Name == "human");
        Assert.Contains("labels page RUN --out P.html", without.How);
    }

    [Theory]
    [InlineData("{6},label,class-9,Ann,1", 2, "label", "is no class of 'label'")]
    [InlineData("{6},label,,Ann,1", 2, "label", "'?' stands for")]
    [InlineData("0000,label,class-0,Ann,1", 2, "image", "is no image of the run")]
    [InlineData("{6},kind,class-0,Ann,1", 2, "task", "is not the task 'label'")]
    [InlineData("{6},label,class-0,,1", 2, "labeller", "write a name")]
    [InlineData("{6},label,class-0,Ann,soon", 2, "seconds", "is no time")]
    [InlineData("{6},label,class-0,Ann,1\n{6},label,class-1,Ann,1", 3, "image", "was labelled by 'Ann' before")]
    public void ARowThatCannotBe_IsATypedErrorThatNamesIt(string rows, int line, string column, string says)
    {
        var error = Assert.Throws<InvalidDatasetException>(() => Read(_run, [Header, .. rows.Replace("{6}", _run.Images[6].Content, StringComparison.Ordinal).Split('\n')]));

        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.Contains(says, error.Message);
        Assert.EndsWith("0.csv", error.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void SetsLevelsAndNumbers_AreScoredByTheirOwnFigures()
    {
        var run = Other(TaskKind.MultiLabel, ["a", "b"], image => image % 4);
        string[] sets = [";", "a", "b", "a;b"];
        Assert.Equal(0, Read(run, Rows("Ann", dev => sets[(dev + 6) % 4])).Level.Error, 12);
        Assert.Equal(1, Read(run, Rows("Ann", _ => "?")).Level.Error, 12);

        run = Other(TaskKind.Ordinal, ["1", "2", "3"], image => image % 3);
        Assert.Equal(0, Read(run, Rows("Ann", dev => $"{((dev + 6) % 3) + 1}")).Level.Error, 12);

        run = Other(TaskKind.Regression, [], image => image);
        var study = Read(run, Rows("Ann", dev => FormattableString.Invariant($"{dev + 6.5}")), Rows("Ben", dev => $"{dev + 8}"));
        Assert.Equal((0.5, 20), (study.Level.Error, study.Level.N));
        Assert.Equal(1.5, study.Agreement[0].Figure!.Value.Value, 12);
    }

    [Fact]
    public void TheSample_IsOfDevFirst_ThenOfFolds_AndNeverOfTest()
    {
        var folds = new PlantedRun().Add(SplitName.Train, 30, 0, folds: 0).Add(SplitName.Dev, 10, 0, folds: 0).Add(SplitName.Test, 9, 0, folds: 0).Build();
        SplitName?[] Parts(RunRecord run, int images) => [.. LabellingSample.Of(run, run.Tasks[0], images, 7).Select(image => run.Images[image].Part)];

        Assert.Equal([SplitName.Dev], Parts(_run, 50).OfType<SplitName>().Distinct());
        Assert.Equal(20, Parts(_run, 50).Length);
        Assert.Equal((10, 5), (Parts(folds, 15).Count(part => part == SplitName.Dev), Parts(folds, 15).Count(part => part == SplitName.Train)));
        Assert.DoesNotContain(SplitName.Test, Parts(folds, 49));
        Assert.Equal(LabellingSample.Of(folds, folds.Tasks[0], 15, 7), LabellingSample.Of(folds, folds.Tasks[0], 15, 7));
        Assert.NotEqual(LabellingSample.Of(folds, folds.Tasks[0], 15, 7), LabellingSample.Of(folds, folds.Tasks[0], 15, 8));
    }

    private HumanStudy Read(RunRecord run, params string[][] files) => HumanStudy.Read(
        [.. files.Select((lines, index) =>
        {
            var file = Path.Combine(_folder, $"{index}.csv");
            File.WriteAllLines(file, lines);
            return file;
        })], run);

    /// <summary>What one person says of the images of dev.</summary>
    private string[] Rows(string labeller, Func<int, string> label) =>
        [Header, .. Enumerable.Range(0, 20).Select(dev => $"{_run.Images[dev + 6].Content},label,{label(dev)},{labeller},2.5")];

    /// <summary>The class of an image, or another one.</summary>
    private string Class(int image, int off = 0) => $"class-{(_run.Images[image].Labels[0] + off) % 4}";

    private RunRecord Other(TaskKind kind, string[] classes, Func<int, double> label) => _run with
    {
        Tasks = [new("label", kind, "label", classes, [])],
        Images = [.. _run.Images.Select((image, index) => image with { Labels = [label(index)] })],
    };
}
