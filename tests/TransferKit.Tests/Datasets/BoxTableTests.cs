using TransferKit.Datasets;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Tests.Datasets;

/// <summary>Boxes as tables say them.</summary>
public sealed class BoxTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-box-table-").FullName;

    public BoxTableTests()
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            File.WriteAllBytes(Path.Combine(_folder, name + ".png"), ImageEncoder.ToPng(new(40, 20, [.. Enumerable.Range(0, 40 * 20 * 3).Select(i => (byte)(i * name[0]))])));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Boxes_AreReadInPixels_AndMayBeMissing()
    {
        var data = Read("path,xmin,ymin,xmax,ymax\na.png,10,5,30,20\nb.png,,,,\nc.png,0,0.5,41,20.5\n", LearningTask.Box("cell"));
        Assert.Equal(2, data.Samples.Count);
        var box = BoxLabel.Read(data.Samples[0].Labels[0]!.Value);
        Assert.Equal([0.25, 0.25, 0.75, 1], new[] { box.XMin, box.YMin, box.XMax, box.YMax }.Select(side => Math.Round(side, 4)));
        // A pixel beyond the picture is a way of counting.
        Assert.Equal(1, BoxLabel.Read(data.Samples[1].Labels[0]!.Value).XMax);
        Assert.Empty(data.ClassesOf(LearningTask.Box("cell")));
        Assert.Empty(data.Quarantined);
    }

    [Fact]
    public void ColumnsMayHaveAPrefix() =>
        Assert.Equal(2, Read("path,wbc_xmin,wbc_ymin,wbc_xmax,wbc_ymax\na.png,1,1,9,9\nb.png,2,2,9,9\n", LearningTask.Box("cell", "wbc")).Samples.Count);

    [Theory]
    [InlineData("xmin,ymin,xmax", "a.png,1,1,9", "'ymax' is not in the header")]
    [InlineData("xmin,ymin,xmax,ymax", "a.png,1,1,nine,9", "line 2, column 'xmax': 'nine' is not a finite number of pixels")]
    [InlineData("xmin,ymin,xmax,ymax", "a.png,1,1,9,", "column 'ymax': '' is not a finite number of pixels")]
    [InlineData("xmin,ymin,xmax,ymax", "a.png,1,NaN,9,9", "column 'ymin': 'NaN' is not a finite number")]
    [InlineData("xmin,ymin,xmax,ymax", "a.png,9,1,9,9", "column 'xmax': '9' is not above 'xmin'")]
    [InlineData("xmin,ymin,xmax,ymax", "a.png,1,9,9,1", "column 'ymax': '1' is not above 'ymin'")]
    public void ARowThatCannotBe_IsNamed(string columns, string row, string message)
    {
        var error = Assert.Throws<InvalidDatasetException>(() => Read($"path,{columns}\n{row}\n", LearningTask.Box("cell")));
        Assert.Contains(message, error.Message);
    }

    [Theory]
    [InlineData("30,5,60,15")]
    [InlineData("-5,5,10,15")]
    [InlineData("50,30,60,40")]
    public async Task ABoxOutsideThePicture_QuarantinesIt(string box)
    {
        var table = Table($"path,xmin,ymin,xmax,ymax\na.png,{box}\nb.png,2,2,9,9\nc.png,2,2,9,9\n");
        var data = await ImageDataset.FromCsvAsync(table, [LearningTask.Box("cell")], options: new() { MaxBad = 0.5 });
        Assert.Equal(["b.png", "c.png"], data.Samples.Select(sample => sample.Name));
        Assert.Contains("reaches outside the picture, which has 40 x 20 pixels", data.Quarantined.Single().Reason);
        await Assert.ThrowsAsync<InvalidDatasetException>(() => ImageDataset.FromCsvAsync(table, [LearningTask.Box("cell")]));
    }

    private ImageDataset Read(string text, LearningTask task) => ImageDataset.FromCsv(Table(text), tasks: [task]);

    private string Table(string text)
    {
        var path = Path.Combine(_folder, "boxes.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
