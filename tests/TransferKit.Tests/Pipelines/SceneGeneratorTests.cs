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
        var scenes = Draw(new(6, Side: 128, Decoys: 2));

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
    [Fact]
    public void AWrongFrame_IsAroundSomethingElse_AndTheTintTellsWhatIsAskedFor()
    {
        var scenes = Draw(new(60, Side: 64, Objects: 2, Smallest: 0.3, Largest: 0.4, WrongFrames: 0.3, Tint: 12));

        var wrong = 0;
        foreach (var sample in scenes.Samples)
        {
            var picture = ImageDecoder.Decode(sample.Path);
            var box = BoxLabel.Read(sample.Labels[0]!.Value).ToPixels(64, 64);
            var category = (int)sample.Labels[1]!.Value;
            var middle = picture.Pixels.AsSpan(3 * (((int)(box.YMin + box.YMax) / 2 * 64) + ((int)(box.XMin + box.XMax) / 2)), 3);
            var (r, g, b) = SquarePictures.Colours[category].Colour;
            wrong += Math.Abs(middle[0] - r) + Math.Abs(middle[1] - g) + Math.Abs(middle[2] - b) > 30 ? 1 : 0;
            // The classes' hues are a third of a turn apart: each is that of one channel. What a frame holds has none.
            int[] top = [.. Enumerable.Range(0, 3).Select(channel => Enumerable.Range(0, 64).Sum(x => picture.Pixels[(3 * x) + channel]))];
            Assert.Equal(category, top.Index().MaxBy(channel => channel.Item).Index);
            var inside = picture.Pixels.AsSpan(3 * ((((int)Math.Round(box.YMin) + 3) * 64) + (int)Math.Round(box.XMin) + 3), 3);
            Assert.Equal((inside[0], inside[0]), (inside[1], inside[2]));
        }

        Assert.InRange(wrong, 10, 27);
    }

    private ImageDataset Draw(SceneOptions options)
    {
        (string, RgbImage)[] objects = [.. SquarePictures.Colours.Select(colour => (colour.Name, SquarePictures.Draw(32, 32, (4, 4, 24), colour.Colour, 0, 1)))];
        var table = new SceneGenerator(objects, options).Write(Path.Combine(_folder, "scenes"));
        return ImageDataset.FromCsvAsync(table, [LearningTask.Box("where"), LearningTask.Classification("category")], options: new() { NearDuplicateDistance = null }).GetAwaiter().GetResult();
    }
}
