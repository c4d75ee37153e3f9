using TransferKit.Cli.Tests.Fixtures;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy.Errors;

namespace TransferKit.Tests.Strategy.Errors;

/// <summary>On real files, whose answers are planted.</summary>
public sealed class ErrorAnalysisTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("transferkit-errors-").FullName;
    private readonly RunRecord _run;

    public ErrorAnalysisTests()
    {
        var run = new PlantedRun { Noise = 0.1, Sharpness = 6 }.Add(SplitName.Train, 120, 0, 0.1).Build();
        _run = run with
        {
            Images = [.. run.Images.Select((image, index) =>
            {
                var path = Path.Combine(_folder, image.Name);
                File.WriteAllBytes(path, TinyPhotos.Picture(index % 3, index));
                return image with { Path = path };
            })],
        };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheUsersTags_AreWeighedWithTheirEffort()
    {
        var wrong = (await ErrorAnalysis.RunAsync(_run)).Wrong.Select(image => image.Image).ToArray();
        var tags = Write("tags.csv", ["path,tags", $"{wrong[0]},odd;rare", $"{wrong[1]},odd", "train-0.png,rare"]);

        var analysis = await ErrorAnalysis.RunAsync(_run, new() { TagsFile = tags, Effort = new Dictionary<string, double> { ["odd"] = 4, ["nobody"] = 1 } });

        var odd = analysis.Tags.Single(tag => tag.Tag == "odd");
        Assert.Equal((2, 2.0 / 120, 4.0, 2.0 / 120 / 4), (odd.Images, odd.Ceiling.Value, odd.Effort!.Value, odd.Priority));
        Assert.Equal(2.0 / wrong.Length, odd.ErrorShare, 9);
        Assert.Contains(analysis.Notes, note => note.Contains("'nobody'"));
        Assert.Contains("odd", analysis.Wrong.Single(image => image.Image == wrong[0]).Tags);
    }

    [Fact]
    public async Task CheckedSuspects_GiveThePrecisionWithItsInterval()
    {
        var suspects = (await ErrorAnalysis.RunAsync(_run)).LabelErrors;
        Assert.True(suspects.Count >= 4);
        var file = Write("checked.csv", ["path,wrong", $"{suspects[0].Image},yes", $"{suspects[1].Image},yes", $"{suspects[2].Image},no", $"{suspects[3].Image},", "train-0.png,no"]);

        var precision = (await ErrorAnalysis.RunAsync(_run, new() { CheckedFile = file })).CheckedPrecision!.Value;

        Assert.InRange(precision.N, 3, 4);
        Assert.Equal(2.0 / precision.N, precision.Value, 9);
    }

    [Fact]
    public async Task ConfusedClasses_AreCounted()
    {
        var analysis = await ErrorAnalysis.RunAsync(_run);

        Assert.Equal(analysis.Wrong.Count, analysis.Confused.Sum(pair => pair.Count));
        Assert.Equal(analysis.Wrong.Count / 120.0, analysis.Error!.Value.Value, 9);
    }

    [Theory]
    [InlineData("path,tags", "nobody.png,odd", "is no image of the run")]
    [InlineData("name,tags", "train-0.png,odd", "'path' is not in the header")]
    [InlineData("path", "train-0.png", "'tags' is not in the header")]
    public async Task ATableThatCannotBeRead_IsATypedError(string header, string row, string says) => Assert.Contains(
        says, (await Assert.ThrowsAsync<InvalidDatasetException>(() => ErrorAnalysis.RunAsync(_run, new() { TagsFile = Write("bad.csv", [header, row]) }))).Message);

    [Fact]
    public async Task AWordThatIsNeitherYesNorNo_IsATypedError() => Assert.Contains(
        "neither yes nor no",
        (await Assert.ThrowsAsync<InvalidDatasetException>(() => ErrorAnalysis.RunAsync(_run, new() { CheckedFile = Write("bad.csv", ["path,wrong", "train-0.png,maybe"]) }))).Message);

    [Fact]
    public async Task AnImageThatIsGone_IsATypedError()
    {
        File.Delete(_run.Images[5].Path);

        await Assert.ThrowsAsync<TransferKit.Imaging.InvalidImageException>(() => ErrorAnalysis.RunAsync(_run));
    }

    [Fact]
    public async Task ARunWithoutHeldOutImages_IsToldSo() => Assert.Contains(
        "--folds 5", (await Assert.ThrowsAsync<InvalidOptionsException>(() => ErrorAnalysis.RunAsync(new PlantedRun().Add(SplitName.Train, 5, 0).Build()))).Message);

    [Theory]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    public async Task AnEffortOutOfRange_IsAnError(double effort) => await Assert.ThrowsAsync<InvalidOptionsException>(
        () => ErrorAnalysis.RunAsync(_run, new() { Effort = new Dictionary<string, double> { ["x"] = effort } }));

    private string Write(string name, string[] lines)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
