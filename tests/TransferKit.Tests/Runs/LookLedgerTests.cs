using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Tests.Runs;

public sealed class LookLedgerTests : IDisposable
{
    private static readonly ContentHash One = ContentHash.Of("one");
    private static readonly ContentHash Two = ContentHash.Of("two");
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Looks_AreCountedByDigestAndPart()
    {
        var ledger = Ledger();
        Assert.Equal(new LookCounts(0, 0), ledger.Count(One));
        Assert.Equal(new LookCounts(6, 0), ledger.Add(One, SplitName.Dev, 6, "six strengths"));
        ledger.Add(Two, SplitName.Dev, 1, "a \"quoted\"\nname");
        Assert.Equal(new LookCounts(6, 1), ledger.Add(One, SplitName.Test, 1, "train"));
        Assert.Equal(new LookCounts(6, 1), Ledger().Count(One));
        Assert.Equal(new LookCounts(1, 0), Ledger().Count(Two));
    }

    [Fact]
    public void ARunThatIsResumed_LooksOnceAtEachPart()
    {
        var ledger = Ledger();
        ledger.Add(One, SplitName.Dev, 3, "train", "a");
        ledger.Add(One, SplitName.Dev, 3, "train", "a");
        ledger.Add(One, SplitName.Test, 1, "train", "a");
        Assert.Equal(new LookCounts(3, 1), ledger.Count(One));
        Assert.Equal(new LookCounts(6, 1), ledger.Add(One, SplitName.Dev, 3, "train", "b"));
        Assert.Equal(new LookCounts(3, 0), ledger.Add(Two, SplitName.Dev, 3, "train", "b"));
    }

    [Fact]
    public async Task LooksAtTheSameTime_AreAllCounted()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var look = 0; look < 25; look++)
            {
                Ledger().Add(One, SplitName.Dev, 1, "candidate");
            }
        })));
        Assert.Equal(200, Ledger().Count(One).Dev);
    }

    [Theory]
    [InlineData("{\"digest\":\"ab", 3)]
    [InlineData("\n", 3)]
    [InlineData("{\"digest\":\"ab\",\"split\":\"train\",\"count\":1,\"what\":\"x\"}\n", 3)]
    [InlineData("{\"digest\":\"ab\",\"split\":\"dev\",\"count\":-1,\"what\":\"x\"}\n", 3)]
    [InlineData("{\"digest\":\"ab\",\"split\":\"dev\",\"what\":\"x\"}\n", 3)]
    public void DamagedLedger_IsAnErrorThatNamesTheLineAndNothingIsAdded(string tail, int line)
    {
        var ledger = Ledger();
        ledger.Add(One, SplitName.Dev, 1, "a");
        ledger.Add(One, SplitName.Dev, 1, "b");
        File.AppendAllText(ledger.Path, tail);
        var before = File.ReadAllBytes(ledger.Path);
        Assert.Contains($"line {line}", Assert.Throws<DamagedFileException>(() => ledger.Count(One)).Message);
        Assert.Throws<DamagedFileException>(() => ledger.Add(One, SplitName.Dev, 1, "c"));
        Assert.Equal(before, File.ReadAllBytes(ledger.Path));
    }

    [Fact]
    public void LedgerThatAnotherHolds_IsAnErrorAfterAWhile()
    {
        Ledger().Add(One, SplitName.Dev, 1, "a");
        using var held = new FileStream(Ledger().Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Throws<StorageException>(() => new LookLedger(_folder, TimeSpan.FromMilliseconds(20)).Count(One));
    }

    [Fact]
    public void FolderThatIsAFile_IsAnError()
    {
        var file = Path.Combine(_folder, "file");
        File.WriteAllText(file, "");
        Assert.Throws<StorageException>(() => new LookLedger(file).Add(One, SplitName.Test, 1, "a"));
    }

    [Fact]
    public void LooksAtTrain_AreNotCounted() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ledger().Add(One, SplitName.Train, 1, "a"));

    private LookLedger Ledger() => new(_folder);
}
