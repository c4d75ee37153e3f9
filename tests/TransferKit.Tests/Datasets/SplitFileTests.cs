using TransferKit.Datasets;

namespace TransferKit.Tests.Datasets;

public sealed class SplitFileTests : IDisposable
{
    private readonly DataFolder _folder = new();
    private readonly string _file;

    public SplitFileTests()
    {
        _folder.AddImages("data/daisy", 10);
        _folder.AddImages("data/rose, red", 10);
        _file = _folder.Full("out/split.csv");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WrittenSplit_ReadsBackTheSame()
    {
        var split = Data().Split();
        split.Write(_file);
        var read = SplitFile.Read(_file, Data());
        Assert.Equal(SyntheticData.Describe(split), SyntheticData.Describe(read));
        Assert.Equal(split.Digest, read.Digest);
        Assert.Empty(read.Notes);
        Assert.Null(read.Seed);
        Assert.Equal("path,hash,split", File.ReadLines(_file).First());
    }

    [Fact]
    public void ChangedFile_IsAnErrorThatNamesIt()
    {
        Data().Split().Write(_file);
        _folder.Add("data/daisy/3.jpg", "another picture");
        var error = Throws();
        Assert.Contains("'daisy/3.jpg' has changed since the split was made", error.Message);
        Assert.Equal(("path", _file), (error.Column, error.Path));
    }

    [Fact]
    public void MissingFile_IsAnErrorThatNamesIt()
    {
        Data().Split().Write(_file);
        File.Delete(_folder.Full("data/daisy/3.jpg"));
        Assert.Contains("'daisy/3.jpg' is not in the data", Throws().Message);
    }

    [Fact]
    public void QuarantinedFile_IsAnErrorThatTellsTheReason()
    {
        Data().Split().Write(_file);
        _folder.Add("data/daisy/3.jpg", "bad");
        Assert.Contains("cannot be used: the image is damaged", Throws().Message);
    }

    [Fact]
    public void MovedFile_IsFoundByItsHash()
    {
        var split = Data().Split();
        split.Write(_file);
        File.Move(_folder.Full("data/daisy/3.jpg"), _folder.Full("data/daisy/renamed.jpg"));
        Assert.Equal(split.Digest, SplitFile.Read(_file, Data()).Digest);
    }

    [Fact]
    public void ExtraFile_IsLeftOutAndNoted()
    {
        Data().Split().Write(_file);
        _folder.Add("data/daisy/new.jpg");
        var read = SplitFile.Read(_file, Data());
        Assert.Equal("daisy/new.jpg", read.Dataset.Samples[Assert.Single(read.LeftOut)].Name);
        Assert.Contains(read.Notes, note => note.StartsWith("1 images are not in", StringComparison.Ordinal));
    }

    [Fact]
    public void HandMadeFile_NeedsPathAndSplitOnly()
    {
        _folder.Add("out/split.csv", "label,split,path\nx,train,daisy/0.jpg\nx,test,./daisy/1.jpg\ny,Val,\"rose, red\\2.jpg\"\n");
        var read = SplitFile.Read(_file, Data());
        Assert.Equal((1, 1, 1, 17), (read.Train.Count, read.Dev.Count, read.Test.Count, read.LeftOut.Count));
    }

    [Theory]
    [InlineData("path,split\ndaisy/0.jpg,train\ndaisy/1.jpg,holdout\n", "line 3, column 'split': 'holdout'")]
    [InlineData("path,split\ndaisy/0.jpg,train\ndaisy/0.jpg,test\n", "line 2 too")]
    [InlineData("path,part\ndaisy/0.jpg,train\n", "the columns are: path, part")]
    [InlineData("path,split\ndaisy/0.jpg,test\n", "into train")]
    [InlineData("path,split\n", "into train")]
    public void BadFile_IsAnErrorThatTellsWhere(string text, string expected)
    {
        _folder.Add("out/split.csv", text);
        Assert.Contains(expected, Throws().Message);
    }

    [Fact]
    public void CopiesOfAMovedFile_AreEachTakenOnce()
    {
        _folder.Add("data/daisy/copy.jpg", "picture data/daisy/3.jpg");
        var split = Data().Split();
        split.Write(_file);
        File.Move(_folder.Full("data/daisy/3.jpg"), _folder.Full("data/daisy/x.jpg"));
        File.Move(_folder.Full("data/daisy/copy.jpg"), _folder.Full("data/daisy/y.jpg"));
        var read = SplitFile.Read(_file, Data());
        Assert.Equal(split.Digest, read.Digest);
        Assert.Empty(read.LeftOut);
    }

    private ImageDataset Data() => _folder.Folders(new() { MaxBad = 0.5 }, "data");

    private InvalidDatasetException Throws() => Assert.Throws<InvalidDatasetException>(() => SplitFile.Read(_file, Data()));
}
