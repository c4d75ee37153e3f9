using System.Runtime.Versioning;
using TransferKit.Datasets;
using TransferKit.Datasets.Reading;
using TransferKit.Foundation;

namespace TransferKit.Tests.Datasets;

public sealed class DatasetLoaderTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BadFiles_AreQuarantinedWithReasonAndCounted()
    {
        _folder.AddImages("daisy", 20);
        _folder.AddImages("rose", 20);
        _folder.Add("rose/damaged.jpg", "bad");
        _folder.Add("rose/zero.jpg", "");
        var data = _folder.Folders();
        Assert.Equal(["the image is damaged", "the file is empty (0 bytes)"], data.Quarantined.Select(image => image.Reason));
        Assert.Equal(40, data.Samples.Count);
        Assert.Contains(data.Notes, note => note.Contains("2 of 42 images are quarantined", StringComparison.Ordinal));
    }

    [Fact]
    public void TooManyBadFiles_AreAnErrorThatListsTheFirst()
    {
        _folder.AddImages("daisy", 9);
        _folder.AddImages("rose", 9);
        _folder.Add("rose/a.jpg", "bad");
        _folder.Add("rose/b.jpg", "bad");
        var error = Assert.Throws<InvalidDatasetException>(() => _folder.Folders());
        Assert.Contains("2 of 20 images cannot be used (0.1; allowed: 0.05)", error.Message);
        Assert.Contains("a.jpg: the image is damaged", error.Message);
        Assert.Equal(2, _folder.Folders(new() { MaxBad = 0.1 }).Quarantined.Count);
    }

    [Fact]
    public void NothingReadable_IsAnErrorWhateverIsAllowed()
    {
        _folder.Add("daisy/a.jpg", "bad");
        _folder.Add("rose/a.jpg", "bad");
        Assert.Throws<InvalidDatasetException>(() => _folder.Folders(new() { MaxBad = 1 }));
    }

    [Fact]
    public void OneClass_IsAnErrorUnlessAllowed()
    {
        _folder.AddImages("daisy", 3);
        Assert.Contains("1 class(es): daisy", Assert.Throws<InvalidDatasetException>(() => _folder.Folders()).Message);
        Assert.Equal(3, _folder.Folders(new() { MinimumClasses = 1 }).Samples.Count);
    }

    [Fact]
    public void ClassOfOneImage_IsNotedAndTrained()
    {
        _folder.AddImages("daisy", 10);
        _folder.AddImages("rose", 10);
        _folder.AddImages("lily", 1);
        var data = _folder.Folders();
        Assert.Contains(data.Notes, note => note.Contains("one image only in lily", StringComparison.Ordinal));
        for (var seed = 0; seed < 20; seed++)
        {
            var split = data.Split(seed);
            Assert.Contains(split.Train, index => data.Samples[index].Name.StartsWith("lily", StringComparison.Ordinal));
            Assert.Contains(split.Notes, note => note.Contains("test has no image of lily", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void IdenticalFilesUnderTwoLabels_AreNoted()
    {
        _folder.AddImages("daisy", 2);
        _folder.Add("rose/x.jpg", "picture daisy/1.jpg");
        var data = _folder.Folders();
        Assert.Contains(data.Notes, note => note.Contains("daisy/1.jpg = rose/x.jpg", StringComparison.Ordinal));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void UnreadableFile_IsQuarantined()
    {
        Skip.If(Environment.IsPrivilegedProcess, "the superuser may read everything");
        _folder.AddImages("daisy", 20);
        _folder.AddImages("rose", 20);
        File.SetUnixFileMode(_folder.Full("rose/3.jpg"), UnixFileMode.None);
        Assert.Contains("cannot be read", Assert.Single(_folder.Folders().Quarantined).Reason);
    }

    [SkippableFact]
    public void BrokenLink_IsQuarantined()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        _folder.AddImages("daisy", 20);
        _folder.AddImages("rose", 20);
        File.CreateSymbolicLink(_folder.Full("rose/link.jpg"), "nowhere.jpg");
        File.CreateSymbolicLink(_folder.Full("rose/self.jpg"), "self.jpg");
        Assert.Equal(["link.jpg", "self.jpg"], _folder.Folders().Quarantined.Select(image => Path.GetFileName(image.Path)));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void MaxBadOutOfRange_IsAnError(double maxBad) =>
        Assert.Contains("allowed: 0 to 1", Assert.Throws<InvalidOptionsException>(() => _folder.Folders(new() { MaxBad = maxBad })).Message);

    [Fact]
    public void Cancellation_StopsTheScan()
    {
        _folder.AddImages("daisy", 50);
        using var source = new CancellationTokenSource();
        ulong CancelAndHash(byte[] file)
        {
            source.Cancel();
            return DataFolder.Hash(file);
        }

        Assert.Throws<OperationCanceledException>(
            () => DatasetLoader.Load(() => FolderReader.Read(_folder.Root), null, CancelAndHash, null, source.Token));
    }

    [Fact]
    public void FaultOfTheMachine_IsSeenOnceAsItIs()
    {
        _folder.AddImages("daisy", 9);
        Assert.Throws<MissingNativeLibraryException>(() => DatasetLoader.Load(
            () => FolderReader.Read(_folder.Root), null, _ => throw new MissingNativeLibraryException("libvips", []), null, default));
    }

    [Fact]
    public void Progress_EndsAtTheTotal()
    {
        _folder.AddImages("daisy", 30);
        _folder.AddImages("rose", 30);
        var reports = new Reports();
        DatasetLoader.Load(() => FolderReader.Read(_folder.Root), null, DataFolder.Hash, reports, default);
        Assert.Contains(new ProgressReport("scan", 60, 60), reports.All);
        Assert.All(reports.All, report => Assert.Equal(("scan", 60), (report.Phase, report.Total)));
    }

    private sealed class Reports : IProgress<ProgressReport>
    {
        private readonly List<ProgressReport> _all = [];

        public IReadOnlyList<ProgressReport> All => _all;

        public void Report(ProgressReport value)
        {
            lock (_all)
            {
                _all.Add(value);
            }
        }
    }
}
