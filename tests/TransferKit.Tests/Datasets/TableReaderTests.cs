using System.Text;
using TransferKit.Datasets;
using TransferKit.Datasets.Reading;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Tests.Datasets;

public sealed class TableReaderTests : IDisposable
{
    private static readonly LearningTask Kind = LearningTask.Classification("kind");
    private static readonly LearningTask Age = LearningTask.Regression("age", "years");
    private readonly DataFolder _folder = new();

    public TableReaderTests()
    {
        _folder.Add("a.jpg");
        _folder.Add("b.jpg");
        _folder.Add("sub/c.jpg");
        _folder.Add("my, file.jpg");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SeveralTasks_MissingCellsAndOptionalColumns()
    {
        var data = _folder.Csv("path,kind,years,split,source,group\na.jpg,bolt,3.5,train,web,g1\nb.jpg,,-2e1,val,,\nsub/c.jpg,nut,,test,phone,g1\n", Kind, Age);
        Assert.Equal(["bolt", "nut"], data.ClassesOf(Kind));
        Assert.Empty(data.ClassesOf(Age));
        Assert.Equal([0, null, 1], data.Samples.Select(sample => sample.Labels[0]));
        Assert.Equal([3.5, -20, null], data.Samples.Select(sample => sample.Labels[1]));
        Assert.Equal([SplitName.Train, SplitName.Dev, SplitName.Test], data.Samples.Select(sample => sample.GivenSplit));
        Assert.Equal(["web", null, "phone"], data.Samples.Select(sample => sample.Source));
        Assert.Equal(["g1", null, "g1"], data.Samples.Select(sample => sample.Group));
        Assert.Equal("sub/c.jpg", data.Samples[2].Name);
    }

    [Theory]
    [InlineData("data.csv", "path,kind\na.jpg,x\nb.jpg,y\n")]
    [InlineData("data.csv", "path;kind\r\na.jpg;x\r\nb.jpg;y\r\n")]
    [InlineData("data.tsv", "path\tkind\na.jpg\tx\nb.jpg\ty")]
    [InlineData("data.txt", "path\tkind\na.jpg\tx\nb.jpg\ty")]
    [InlineData("data.csv", "\uFEFFpath,kind\na.jpg,x\nb.jpg,y\n")]
    [InlineData("data.csv", " Path , KIND \n a.jpg , x \n\n b.jpg , y \n")]
    public void Dialects_ReadAlike(string name, string text)
    {
        var data = DataFolder.CsvFile(_folder.Add(name, text), Kind);
        Assert.Equal(["a.jpg", "b.jpg"], data.Samples.Select(sample => sample.Name));
        Assert.Equal(["x", "y"], data.ClassesOf(Kind));
    }

    [Fact]
    public void Utf16WithByteOrderMark_IsRead()
    {
        var bytes = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("path,kind\na.jpg,ä\nb.jpg,y\n")).ToArray();
        Assert.Equal(["y", "ä"], DataFolder.CsvFile(_folder.AddBytes("data.csv", bytes), Kind).ClassesOf(Kind));
    }

    [Fact]
    public void TextThatIsNotUtf8_IsAnError()
    {
        var path = _folder.AddBytes("data.csv", [.. "path,kind\na.jpg,"u8, 0xE4, (byte)'\n']);
        Assert.Contains("not UTF-8", Assert.Throws<InvalidDatasetException>(() => DataFolder.CsvFile(path, Kind)).Message);
    }

    [Fact]
    public void QuotedSeparatorsAndNewlines_StayInTheirCellAndLinesAreCountedRight()
    {
        var data = _folder.Csv("path,kind\n\"my, file.jpg\",\"two\nlines\"\na.jpg,\"say \"\"x\"\"\"\n", Kind);
        Assert.Equal(["say \"x\"", "two\nlines"], data.ClassesOf(Kind));
        AssertError(Throws("path,kind,years\na.jpg,\"two\nlines\",1\nb.jpg,y,old\n", Kind, Age), 4, "years", "'old'", "finite number");
    }

    [Fact]
    public void NoTasks_StandForALabelColumn() =>
        Assert.Equal("label", _folder.Csv("path,label\na.jpg,x\nb.jpg,y\n").Tasks[0].Name);

    [Fact]
    public void OtherImageColumn_IsUsed()
    {
        var path = _folder.Add("data.csv", "file,kind\na.jpg,x\nb.jpg,y\n");
        Assert.Equal("a.jpg", TableReader.Read(path, "file", [Kind]).Rows[0].Name);
        Assert.Contains("the columns are: file, kind", Assert.Throws<InvalidDatasetException>(() => DataFolder.CsvFile(path, Kind)).Message);
    }

    [Fact]
    public void WindowsSeparators_AreUnderstood() =>
        Assert.Equal("sub/c.jpg", _folder.Csv("path,kind\na.jpg,x\nsub\\c.jpg,y\n", Kind).Samples[1].Name);

    [Fact]
    public void MissingImage_IsQuarantinedAndOthersGoOn()
    {
        var data = _folder.Csv("path,kind\na.jpg,x\nb.jpg,y\nnowhere.jpg,y\n", Kind);
        var bad = Assert.Single(data.Quarantined);
        Assert.Equal((_folder.Full("nowhere.jpg"), "the file does not exist"), (bad.Path, bad.Reason));
        Assert.Equal(2, data.Samples.Count);
    }

    [Theory]
    [InlineData("3,5x")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("1 000")]
    public void BadNumber_NamesLineColumnAndValue(string number) =>
        AssertError(Throws($"path,kind,years\na.jpg,x,1\nb.jpg,y,\"{number}\"\n", Kind, Age), 3, "years", $"'{number}'", "leave the cell empty");

    [Fact]
    public void UnknownColumn_ListsTheColumns() =>
        AssertError(Throws("path,label,group\na.jpg,x,1\n", Kind), 1, "kind", "task 'kind'", "path, label, group");

    [Fact]
    public void DuplicateColumn_IsAnError() => AssertError(Throws("path,kind,kind\na.jpg,x,y\n", Kind), 1, "kind", "2 columns");

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("./sub/../a.jpg")]
    public void DuplicatePath_NamesBothLines(string again) =>
        AssertError(Throws($"path,kind\na.jpg,x\nb.jpg,y\n{again},x\n", Kind), 4, "path", $"'{again}'", "line 2");

    [Fact]
    public void UnknownSplit_ListsTheAllowed() =>
        AssertError(Throws("path,kind,split\na.jpg,x,holdout\n", Kind), 2, "split", "'holdout'", "train-dev");

    [Fact]
    public void EmptyPath_IsAnError() => AssertError(Throws("path,kind\n,x\n", Kind), 2, "path", "needs an image");

    [Theory]
    [InlineData("path,kind\na.jpg\n", "1 cells, but the header has 2")]
    [InlineData("path,kind\nmy, file.jpg,x\n", "3 cells, but the header has 2")]
    [InlineData("path,kind\na.jpg,\"open\n", "never closed")]
    public void BrokenRow_NamesItsLine(string text, string expected) => AssertError(Throws(text, Kind), 2, null, expected);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n\n", "is empty")]
    [InlineData("path,kind\n", "no rows")]
    public void NoRows_IsAnError(string text, string expected) => Assert.Contains(expected, Throws(text, Kind).Message);

    [Fact]
    public void MissingTable_IsAnError() =>
        Assert.Throws<InvalidDatasetException>(() => DataFolder.CsvFile(_folder.Full("nowhere.csv"), Kind));

    [Fact]
    public void TwoTasksOfOneName_AreAnError() =>
        Assert.Throws<InvalidOptionsException>(() => _folder.Csv("path,kind,years\na.jpg,x,1\n", Kind, LearningTask.Regression("kind", "years")));

    private InvalidDatasetException Throws(string text, params LearningTask[] tasks) =>
        Assert.Throws<InvalidDatasetException>(() => _folder.Csv(text, tasks));

    private void AssertError(InvalidDatasetException error, int line, string? column, params string[] parts)
    {
        Assert.Equal((_folder.Full("data.csv"), line, column), (error.Path, error.Line, error.Column));
        Assert.All(parts.Append($"line {line}"), part => Assert.Contains(part, error.Message));
    }
}
