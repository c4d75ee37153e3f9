using System.Buffers.Binary;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Tests.Datasets;

/// <summary>With the real image decoder.</summary>
public sealed class ImageDatasetTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public ImageDatasetTests()
    {
        for (var index = 0; index < 20; index++)
        {
            _folder.AddBytes($"{(index % 2 == 0 ? "daisy" : "rose")}/{index}.bmp", Bitmap(index));
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Loading_GivesTheSameWithAndWithoutAwaiting()
    {
        var (one, other) = (ImageDataset.FromFolders(_folder.Root), await ImageDataset.FromFoldersAsync(_folder.Root));
        Assert.Equal(20, one.Samples.Count);
        Assert.Equal(one.Split().Digest, other.Split().Digest);
        Assert.Equal(20, one.Samples.Select(sample => sample.PerceptualHash).Distinct().Count());
    }

    [Fact]
    public async Task Table_IsReadWithTheTasksGiven()
    {
        var path = _folder.Add("data.csv", "file,kind,size\ndaisy/0.bmp,daisy,1.5\nrose/1.bmp,rose,\n");
        var (kind, size) = (LearningTask.Classification("kind"), LearningTask.Regression("size"));
        var data = ImageDataset.FromCsv(path, image: "file", kind, size);
        Assert.Equal(data.Samples.Select(sample => sample.Content), (await ImageDataset.FromCsvAsync(path, [kind, size], "file")).Samples.Select(sample => sample.Content));
        Assert.Equal([1.5, null], data.Samples.Select(sample => sample.Labels[1]));
        Assert.Throws<ArgumentException>(() => data.ClassesOf(LearningTask.Classification("other")));
    }

    [Fact]
    public void UnusableFiles_AreQuarantinedWithTheirReasons()
    {
        var good = Bitmap(99);
        _folder.AddBytes("daisy/truncated.bmp", good[..^400]);
        _folder.AddBytes("daisy/zero.png", []);
        _folder.Add("daisy/renamed text.jpg", "This is no picture at all, whatever its name says.");
        _folder.AddBytes("daisy/renamed bitmap.jpg", good);
        var data = ImageDataset.FromFolders(_folder.Root, new() { MaxBad = 0.2 });
        Assert.Equal(["renamed text.jpg", "truncated.bmp", "zero.png"], data.Quarantined.Select(image => Path.GetFileName(image.Path)));
        Assert.All(data.Quarantined, image => Assert.True(image.Reason.Length > 10));
        Assert.Equal(21, data.Samples.Count);
    }

    [Fact]
    public void LargeFilesAndPictures_AreQuarantined()
    {
        var bytes = ImageDataset.FromFolders(_folder.Root, new() { MaxBad = 0.1, Limits = new() { MaxBytes = 5000 } });
        Assert.Empty(bytes.Quarantined);
        Assert.Throws<InvalidDatasetException>(() => ImageDataset.FromFolders(_folder.Root, new() { Limits = new() { MaxBytes = 500 } }));
        Assert.Throws<InvalidDatasetException>(() => ImageDataset.FromFolders(_folder.Root, new() { Limits = new() { MaxPixels = 100 } }));
        Assert.Throws<InvalidOptionsException>(() => ImageDataset.FromFolders(_folder.Root, new() { Limits = new() { MaxPixels = 0 } }));
    }

    [Fact]
    public void BlankPicturesOfSeveralColours_AreNoDuplicates()
    {
        for (byte shade = 0; shade < 40; shade++)
        {
            _folder.AddBytes($"blank/{(shade % 2 == 0 ? "even" : "odd")}/{shade}.bmp", Bitmap(_ => (byte)(shade * 6)));
        }

        var split = ImageDataset.FromFolders(_folder.Full("blank")).Split();
        Assert.Equal((6, 6), (split.Dev.Count, split.Test.Count));
    }

    [SkippableFact]
    public void Flowers_SplitIntoTheirShares()
    {
        var data = ImageDataset.FromFolders(SharedData.Folder("flowers200"));
        Assert.Equal((200, 5), (data.Samples.Count, data.ClassesOf(data.Tasks[0]).Count));
        Assert.Equal(["LICENSE.txt", "manifest.csv"], data.Ignored.Select(file => Path.GetFileName(file.Path)).Order());
        var split = data.Split();
        Assert.Equal((140, 30, 30), (split.Train.Count, split.Dev.Count, split.Test.Count));
        var table = ImageDataset.FromCsv(Path.Combine(data.Root, "manifest.csv"));
        Assert.Equal(split.Digest, table.Split().Digest);
    }

    [SkippableFact]
    public void RaccoonPhotosThatAreInTheSetTwice_StayTogether()
    {
        var data = ImageDataset.FromFolders(SharedData.Folder("raccoon"), new() { MinimumClasses = 1 });
        var units = data.Units.Select(unit => unit.Samples.Select(index => Path.GetFileNameWithoutExtension(data.Samples[index].Name)).ToHashSet()).ToArray();
        Assert.All(
            [("11", "116"), ("52", "74"), ("65", "98"), ("83", "120")],
            pair => Assert.Contains(units, unit => unit.IsSupersetOf([$"raccoon-{pair.Item1}", $"raccoon-{pair.Item2}"])));
        Assert.All(units, unit => Assert.InRange(unit.Count, 1, 3));
    }

    private static byte[] Bitmap(int seed)
    {
        var random = new RandomStream(seed, "picture");
        return Bitmap(_ => (byte)random.NextInt32(256));
    }

    /// <summary>A bitmap of 36 x 32 points in 24 bits, in cells of 4 x 4 points of one shade.</summary>
    private static byte[] Bitmap(Func<int, byte> shade)
    {
        const int width = 36, height = 32, header = 54;
        var file = new byte[header + (width * height * 3)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        file[10] = header;
        file[14] = 40;
        file[18] = width;
        file[22] = height;
        file[26] = 1;
        file[28] = 24;
        byte[] shades = [.. Enumerable.Range(0, 9 * 8).Select(shade)];
        for (var pixel = 0; pixel < width * height; pixel++)
        {
            file.AsSpan(header + (pixel * 3), 3).Fill(shades[(pixel / width / 4 * 9) + (pixel % width / 4)]);
        }

        return file;
    }
}
