using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Training;

namespace TransferKit.Tests.Training;

public sealed class WorkFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("transferkit-").FullName;

    private string Work => Path.Combine(_root, "m.run");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void ResumingTheSameRun_KeepsItsWorkAndItsName()
    {
        var first = Trained("epochs 5");

        var second = WorkFolder.Open(Work, "epochs 5", resume: true);

        Assert.Equal((first.Run, true), (second.Run, second.Continues));
        Assert.NotNull(second.ReadFinished("a"));
    }

    [Fact]
    public void ResumingWithOtherOptions_IsRefusedAndSaysWhich()
    {
        Trained("epochs 5\nseed 7");

        var error = Assert.Throws<InvalidOptionsException>(() => WorkFolder.Open(Work, "epochs 6\nseed 7", resume: true));

        Assert.Contains("epochs 5 there, epochs 6 now", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("seed", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NothingThere_StartsAnew(bool resume) => Assert.False(WorkFolder.Open(Work, "epochs 5", resume).Continues);

    [Fact]
    public void ARunKilledBeforeItsFirstCheckpoint_GivesWayToOtherOptions()
    {
        var first = WorkFolder.Open(Work, "epochs 5", resume: false);

        var second = WorkFolder.Open(Work, "epochs 6", resume: true);

        Assert.False(second.Continues);
        Assert.NotEqual(first.Run, second.Run);
    }

    [Fact]
    public void WithoutResuming_OldWorkAndHalfWrittenFilesGo()
    {
        var first = Trained("epochs 5");
        File.WriteAllText(Path.Combine(Work, "b.safetensors.1234.tmp"), "half");

        var second = WorkFolder.Open(Work, "epochs 5", resume: false);

        Assert.NotEqual(first.Run, second.Run);
        Assert.Equal(["identity.txt"], Directory.GetFiles(Work).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FilesThatNoRunWrote_AreLeftAlone(bool resume)
    {
        var theirs = Path.Combine(Work, "weights.safetensors");
        Directory.CreateDirectory(Work);
        File.WriteAllText(theirs, "somebody's");

        var error = Assert.Throws<InvalidOptionsException>(() => WorkFolder.Open(Work, "epochs 5", resume));

        Assert.Contains("weights.safetensors", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(theirs));
    }

    [Fact]
    public void AFileInItsPlace_IsAStorageError()
    {
        File.WriteAllText(Work, "");
        Assert.Throws<StorageException>(() => WorkFolder.Open(Work, "epochs 5", resume: false));
    }

    private CheckpointFolder Trained(string identity)
    {
        var checkpoints = WorkFolder.Open(Work, identity, resume: false);
        checkpoints.WriteFinished("a", [new("w", [1], new[] { 2f })]);
        return checkpoints;
    }
}
