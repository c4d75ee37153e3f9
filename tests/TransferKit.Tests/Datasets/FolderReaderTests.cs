using System.Runtime.Versioning;
using TransferKit.Datasets;

namespace TransferKit.Tests.Datasets;

public class FolderReaderTests
{
    [Fact]
    public void ClassFolders_GiveOneTaskWithClassesInOrder()
    {
        using var folder = new DataFolder();
        folder.Add("rose/b.png");
        folder.Add("daisy/a.JPG");
        folder.Add("daisy/batch 2/deep/c.webp");
        var data = folder.Folders();
        var task = Assert.Single(data.Tasks);
        Assert.Equal(("label", "daisy,rose"), (task.Name, string.Join(',', data.ClassesOf(task))));
        Assert.Equal(["daisy/a.JPG", "daisy/batch 2/deep/c.webp", "rose/b.png"], data.Samples.Select(sample => sample.Name));
        Assert.Equal([0, 0, 1], data.Samples.Select(sample => sample.Labels[0]!.Value));
        Assert.All(data.Samples, sample => Assert.True(Path.IsPathFullyQualified(sample.Path)));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("val")]
    [InlineData("valid")]
    [InlineData("Validation")]
    public void SplitFolders_GiveTheSplit(string dev)
    {
        using var folder = new DataFolder();
        foreach (var part in new[] { "train", "train-dev", dev, "test" })
        {
            folder.Add($"{part}/daisy/1.jpg");
            folder.Add($"{part}/rose/2.jpg");
        }

        var data = folder.Folders();
        var split = data.Split();
        Assert.Equal(["daisy", "rose"], data.ClassesOf(data.Tasks[0]));
        Assert.Equal([2, 2, 2, 2], Enum.GetValues<SplitName>().Select(part => split[part].Count));
        Assert.All(split.Test, index => Assert.StartsWith("test/", data.Samples[index].Name, StringComparison.Ordinal));
    }

    [Fact]
    public void OneSplitNameAmongClasses_IsAClass()
    {
        using var folder = new DataFolder();
        folder.AddImages("train", 2);
        folder.AddImages("bus", 2);
        Assert.Equal(["bus", "train"], folder.Folders() is var data ? data.ClassesOf(data.Tasks[0]) : []);
    }

    [Fact]
    public void SplitFoldersBesideOthers_AreAnError()
    {
        using var folder = new DataFolder();
        folder.AddImages("train/daisy", 1);
        folder.AddImages("test/daisy", 1);
        folder.AddImages("extra", 1);
        Assert.Contains("extra", Assert.Throws<InvalidDatasetException>(() => folder.Folders()).Message);
    }

    [Fact]
    public void TwoFoldersForOnePart_AreAnError()
    {
        using var folder = new DataFolder();
        folder.AddImages("dev/daisy", 1);
        folder.AddImages("val/daisy", 1);
        Assert.Contains("both the dev part", Assert.Throws<InvalidDatasetException>(() => folder.Folders()).Message);
    }

    [Fact]
    public void OtherFiles_AreListedWithTheirReason()
    {
        using var folder = new DataFolder();
        folder.AddImages("daisy", 2);
        folder.AddImages("rose", 2);
        folder.Add("daisy/notes.txt");
        folder.Add("daisy/.hidden.jpg");
        folder.Add("rose/.thumbnails/1.jpg");
        folder.Add("rose/no extension");
        folder.Add("loose.jpg");
        folder.Add("README.md");
        var data = folder.Folders();
        Assert.Equal(4, data.Samples.Count);
        Assert.Equal(
            [
                ("README.md", "no image extension"), ("daisy/.hidden.jpg", "hidden"), ("daisy/notes.txt", "no image extension"),
                ("loose.jpg", "outside every class folder"), ("rose/.thumbnails", "hidden"), ("rose/no extension", "no image extension"),
            ],
            data.Ignored.Select(file => (Path.GetRelativePath(folder.Root, file.Path).Replace('\\', '/'), file.Reason))
                .OrderBy(file => file.Item1, StringComparer.Ordinal));
        Assert.Contains(data.Notes, note => note.StartsWith("6 files or folders are ignored", StringComparison.Ordinal));
    }

    [Fact]
    public void ClassFolderWithoutImages_IsNoClassAndNoted()
    {
        using var folder = new DataFolder();
        folder.AddImages("daisy", 2);
        folder.AddImages("rose", 2);
        folder.Add("empty/notes.txt");
        var data = folder.Folders();
        Assert.Equal(2, data.ClassesOf(data.Tasks[0]).Count);
        Assert.Contains(data.Notes, note => note.Contains("'empty' holds no image", StringComparison.Ordinal));
    }

    [Fact]
    public void EmptyFolder_IsAnErrorThatTellsTheLayout()
    {
        using var folder = new DataFolder();
        var error = Assert.Throws<InvalidDatasetException>(() => folder.Folders());
        Assert.Contains("one folder a class", error.Message);
        Assert.Equal(folder.Full(""), error.Path);
    }

    [Fact]
    public void LooseImagesOnly_AreAnErrorThatNamesThem()
    {
        using var folder = new DataFolder();
        folder.Add("a.jpg");
        Assert.Contains("a.jpg, outside every class folder", Assert.Throws<InvalidDatasetException>(() => folder.Folders()).Message);
    }

    [Fact]
    public void MissingFolder_IsAnError()
    {
        using var folder = new DataFolder();
        Assert.Contains("does not exist", Assert.Throws<InvalidDatasetException>(() => folder.Folders(folder: "nowhere")).Message);
    }

    [SkippableFact]
    public void LinkLoop_EndsAndIsListed()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        using var folder = new DataFolder();
        folder.AddImages("daisy", 1);
        folder.AddImages("rose/deep", 1);
        Directory.CreateSymbolicLink(folder.Full("rose/deep/up"), folder.Full("rose"));
        Directory.CreateSymbolicLink(folder.Full("daisy/self"), "self");
        var data = folder.Folders();
        Assert.Equal(2, data.Samples.Count);
        Assert.Contains(data.Ignored, file => file.Path == folder.Full("rose/deep/up") && file.Reason.Contains("link back", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void LinkedFolder_IsRead()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        using var folder = new DataFolder();
        using var elsewhere = new DataFolder();
        folder.AddImages("daisy", 1);
        elsewhere.Add("x.jpg");
        Directory.CreateSymbolicLink(folder.Full("rose"), elsewhere.Root);
        Assert.Equal(["daisy/0.jpg", "rose/x.jpg"], folder.Folders().Samples.Select(sample => sample.Name));
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public void FolderWithoutPermission_IsAnErrorThatNamesIt()
    {
        Skip.If(Environment.IsPrivilegedProcess, "the superuser may read everything");
        using var folder = new DataFolder();
        folder.AddImages("daisy", 1);
        folder.AddImages("rose", 1);
        File.SetUnixFileMode(folder.Full("rose"), UnixFileMode.None);
        try
        {
            Assert.Equal(folder.Full("rose"), Assert.Throws<InvalidDatasetException>(() => folder.Folders()).Path);
        }
        finally
        {
            File.SetUnixFileMode(folder.Full("rose"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
