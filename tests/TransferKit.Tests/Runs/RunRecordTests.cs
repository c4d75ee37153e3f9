using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Tests.Strategy;

namespace TransferKit.Tests.Runs;

public sealed class RunRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-runs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ARecord_ComesBackAsItWas()
    {
        var run = new PlantedRun().Add(SplitName.Train, 30, 0, 0.2).Add(SplitName.Dev, 10, 0.3).Build();
        run.Save(_folder);

        var read = RunRecord.Load(_folder);

        Assert.Equal(run.Tasks[0].Answers.Model, read.Tasks[0].Answers.Model);
        Assert.Equal(run.Tasks[0].Answers.Folds, read.Tasks[0].Answers.Folds);
        Assert.Equal(run.Images.Select(image => (image.Name, image.Part, image.Labels[0])), read.Images.Select(image => (image.Name, image.Part, image.Labels[0])));
        Assert.Equal((run.Id, run.Figures[0], Path.GetFullPath(_folder)), (read.Id, read.Figures[0], read.Folder));
    }

    [Fact]
    public void AFolderWithoutARecord_IsToldSo() =>
        Assert.Contains("holds no finished run", Assert.Throws<RunNotFoundException>(() => RunRecord.Load(_folder)).Message);

    [Theory]
    [InlineData("record.json", "{")]
    [InlineData("record.json", "null")]
    [InlineData("record.json", "{\"id\":\"x\"}")]
    [InlineData("answers.safetensors", "nothing")]
    public void ADamagedRecord_IsATypedError(string file, string content)
    {
        new PlantedRun().Add(SplitName.Train, 5, 0).Build().Save(_folder);
        File.WriteAllText(Path.Combine(_folder, file), content);

        Assert.Throws<DamagedFileException>(() => RunRecord.Load(_folder));
    }

    [Fact]
    public void AnswersOfAnotherRun_AreNotTaken()
    {
        var other = Path.Combine(_folder, "other");
        new PlantedRun().Add(SplitName.Train, 5, 0).Build().Save(_folder);
        (new PlantedRun(2).Add(SplitName.Train, 5, 0).Build() with { Id = "another" }).Save(other);
        File.Copy(Path.Combine(other, "answers.safetensors"), Path.Combine(_folder, "answers.safetensors"), overwrite: true);

        Assert.Contains("another run", Assert.Throws<DamagedFileException>(() => RunRecord.Load(_folder)).Message);
    }

    [Fact]
    public void TheIndex_FindsRunsByFolderModelAndName()
    {
        var index = new RunIndex(Path.Combine(_folder, "ledger"));
        var folder = Path.Combine(_folder, "m.run");
        var run = new PlantedRun().Add(SplitName.Train, 5, 0).Build();
        run.Save(folder);
        index.Add(run, folder);
        index.Add(run, folder);

        Assert.Equal(folder, Assert.Single(index.List()).Folder);
        Assert.Equal(run.Id, index.Find(folder).Id);
        Assert.Equal(run.Id, index.Find(Path.Combine(_folder, "m.onnx")).Id);
        Assert.Equal(run.Id, index.Find("plan").Id);
        Assert.Throws<RunNotFoundException>(() => index.Find("unknown"));
    }

    [Fact]
    public void ADamagedIndex_IsATypedErrorThatNamesTheLine()
    {
        var index = new RunIndex(_folder);
        File.WriteAllText(index.Path, "{\n");

        Assert.Contains("line 1", Assert.Throws<DamagedFileException>(() => index.List()).Message);
    }
}
