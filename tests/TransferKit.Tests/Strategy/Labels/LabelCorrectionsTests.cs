using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy.Labels;

namespace TransferKit.Tests.Strategy.Labels;

public sealed class LabelCorrectionsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-labels-").FullName;
    private readonly RunRecord _run = new PlantedRun().Add(SplitName.Train, 4, 0).Add(SplitName.Dev, 3, 0).Add(SplitName.Test, 3, 0).Build();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void DevAndTest_AreCorrectedTogether()
    {
        var corrections = Read(["path,label", $"dev-4.png,{Other(4)}", $"test-7.png,{Other(7)}", $"train-0.png,{Own(0)}"]);

        Assert.Equal(3, corrections.LookedAt);
        Assert.Equal([("dev-4.png", Own(4), Other(4)), ("test-7.png", Own(7), Other(7))], corrections.Changes.Select(change => (change.Image, change.Before, change.After)));
    }

    [Fact]
    public void DevAlone_IsRefused() =>
        Assert.Contains("no image of test was looked at", Assert.Throws<InvalidOptionsException>(() => Read(["path,label", $"dev-4.png,{Other(4)}"])).Message);

    [Fact]
    public void ATestImageThatIsRight_ShowsThatTestWasLookedThrough()
    {
        var corrections = Read(["path,given,suggested,wrong", $"dev-4.png,,{Other(4)},yes", $"test-8.png,,{Other(8)},no", $"test-9.png,,{Other(9)},"]);

        Assert.Equal((2, "dev-4.png"), (corrections.LookedAt, Assert.Single(corrections.Changes).Image));
    }

    [Fact]
    public void TrainingImages_MayBeCorrectedAlone() => Assert.Single(Read(["path,label", $"train-1.png,{Other(1)}"]).Changes);

    [Fact]
    public void TheTable_HoldsTheNewLabelsAndTheOldSplit()
    {
        var (table, log) = (Path.Combine(_folder, "new.csv"), Path.Combine(_folder, "log.csv"));
        var corrections = Read(["path,label", $"train-1.png,{Other(1)}"]);
        corrections.Write(table);
        corrections.Log(log, TimeProvider.System);
        corrections.Log(log, TimeProvider.System);

        var lines = File.ReadAllLines(table);
        Assert.Equal("path,label,split,source,group", lines[0]);
        Assert.Equal(11, lines.Length);
        Assert.EndsWith($"train-1.png,{Other(1)},train,,", lines[2]);
        Assert.EndsWith($"dev-4.png,{Own(4)},dev,,", lines[5]);
        Assert.Equal(["time,run,path,task,split,before,after", $"planted,train-1.png,label,train,{Own(1)},{Other(1)}"], [File.ReadLines(log).First(), File.ReadLines(log).ElementAt(1)[21..]]);
        Assert.Equal(3, File.ReadLines(log).Count());
        Assert.Throws<InvalidOptionsException>(() => corrections.Write(table));
    }

    [Theory]
    [InlineData("path,label", "train-1.png,nothing", "is no class of 'label'")]
    [InlineData("path,label", "nobody.png,class-0", "is no image of the run")]
    [InlineData("path,wrong,suggested", "train-1.png,perhaps,class-0", "neither yes nor no")]
    [InlineData("path,note", "train-1.png,hm", "'label' is not in the header")]
    public void ARowThatCannotBeRead_IsATypedError(string header, string row, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidDatasetException>(() => Read([header, row])).Message);

    private LabelCorrections Read(string[] lines)
    {
        var file = Path.Combine(_folder, "corrections.csv");
        File.WriteAllLines(file, lines);
        return LabelCorrections.Read(file, _run);
    }

    private string Own(int image) => $"class-{_run.Images[image].Labels[0]}";

    private string Other(int image) => $"class-{(_run.Images[image].Labels[0] + 1) % 4}";
}
