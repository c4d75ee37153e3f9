using TransferKit.Datasets;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Tests.Pipelines;

public sealed class SceneGeneratorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-scenes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AScene_HasItsFrameWhereTheTableSays()
    {
        (string, RgbImage)[] objects = [.. SquarePictures.Colours.Select(colour => (colour.Name, SquarePictures.Draw(32, 32, (4, 4, 24), colour.Colour, 0, 1)))];
        var table = new SceneGenerator(objects, new(6, Side: 128, Decoys: 2)).Write(Path.Combine(_folder, "scenes"));

        var scenes = ImageDataset.FromCsv(table, "path", LearningTask.Box("where"), LearningTask.Classification("category"));

        Assert.Equal(6, scenes.Samples.Count);
        Assert.All(scenes.Samples, sample =>
        {
            var picture = ImageDecoder.Decode(sample.Path);
            var box = BoxLabel.Read(sample.Labels[0]!.Value).ToPixels(128, 128);
            var corner = 3 * (((int)Math.Round(box.YMin) * 128) + (int)Math.Round(box.XMin));
            Assert.Equal([230, 30, 30], picture.Pixels.AsSpan(corner, 3).ToArray());
            Assert.InRange(box.XMax - box.XMin, 0.19 * 128, 0.31 * 128);
        });
        Assert.Equal([2, 2, 2], scenes.Samples.CountBy(sample => sample.Labels[1]!.Value).Select(count => count.Value));
    }
}
