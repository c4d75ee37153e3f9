using FsCheck;
using FsCheck.Xunit;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Tests.Datasets;

public class SplitterTests
{
    [Fact]
    public void DefaultSizes_Are70_15_15InEveryClass()
    {
        var data = SyntheticData.Of(SyntheticData.Balanced(5, 40));
        var split = data.Split();
        Assert.Equal((140, 0, 30, 30, 0), (split.Train.Count, split.TrainDev.Count, split.Dev.Count, split.Test.Count, split.LeftOut.Count));
        Assert.All([split.Dev, split.Test], part => Assert.All(part.CountBy(index => data.Samples[index].Labels[0]!.Value), count => Assert.Equal(6, count.Value)));
    }

    [Theory]
    [InlineData(9_999, 1_500)]
    [InlineData(20_000, 3_000)]
    [InlineData(100_000, 9_600)]
    public void LargeData_HoldOutWhatAHalfWidthOfOneHundredthNeeds(int rows, int expected)
    {
        var split = SyntheticData.Of(Enumerable.Range(0, rows).Select(index => new Row(index % 2))).Split();
        Assert.InRange(split.Dev.Count, expected - 2, expected + 2);
        Assert.InRange(split.Test.Count, expected - 2, expected + 2);
    }

    [Property(MaxTest = 60)]
    public void Split_PutsEveryRowInOnePartAndKeepsGroupsTogether(NonEmptyArray<(byte Label, byte Group)> rows, int seed)
    {
        var data = SyntheticData.Of([.. Few(rows), .. SyntheticData.Balanced(3, 4)]);
        var split = data.Split(seed);
        Assert.Equal(Enumerable.Range(0, data.Samples.Count), Enum.GetValues<SplitName>().SelectMany(part => split[part]).Order());
        var parts = Enum.GetValues<SplitName>().SelectMany(part => split[part].Select(index => (data.Samples[index].Group, part)));
        Assert.All(
            parts.Where(row => row.Group is not null).GroupBy(row => row.Group),
            group => Assert.Single(group.Select(row => row.part).Distinct()));
    }

    [Property(MaxTest = 60)]
    public void Split_GivesEveryClassOfThreeUnitsToEachPart(PositiveInt classes, int seed)
    {
        var counts = Enumerable.Range(0, 1 + classes.Get % 8).Select(index => 3 + new RandomStream(seed, "count", $"{index}").NextInt32(20)).ToArray();
        var data = SyntheticData.Of(counts.SelectMany((count, label) => Enumerable.Repeat(new Row(label), count)));
        var split = data.Split(seed);
        Assert.All(
            [split.Train, split.Dev, split.Test],
            part => Assert.Equal(counts.Length, part.Select(index => data.Samples[index].Labels[0]).Distinct().Count()));
    }

    [Property(MaxTest = 60)]
    public void SplitSizes_AreNearTheTarget(NonEmptyArray<byte> sizes, int seed)
    {
        // Groups of 1 to 6 in two classes, enough of them that the minimum of one a class does not decide.
        var groups = sizes.Get.Concat(Enumerable.Repeat((byte)2, 40)).Select(size => 1 + size % 6).ToArray();
        var data = SyntheticData.Of(groups.SelectMany((size, group) => Enumerable.Repeat(new Row(group % 2, $"{group}"), size)));
        var split = data.Split(seed);
        var target = 0.15 * data.Samples.Count;
        Assert.All([split.Dev.Count, split.Test.Count], count => Assert.InRange(count, target - 6, target + 6));
    }

    [Property(MaxTest = 40)]
    public void Split_DoesNotDependOnTheOrderOfRows(int seed)
    {
        ImageSample[] samples = [.. Rows(seed, 120).Select(SyntheticData.Sample)];
        var shuffled = samples.ToArray();
        new RandomStream(seed, "reorder").Shuffle<ImageSample>(shuffled);
        var (split, other) = (SyntheticData.OfSamples(samples).Split(seed), SyntheticData.OfSamples(shuffled).Split(seed));
        Assert.Equal(SyntheticData.Describe(split), SyntheticData.Describe(other));
        Assert.Equal(split.Digest, other.Digest);
    }

    [Fact]
    public void SameSeed_GivesTheSameSplitAndOthersDiffer()
    {
        var data = SyntheticData.Of(SyntheticData.Balanced(4, 25));
        Assert.Equal(SyntheticData.Describe(data.Split(3)), SyntheticData.Describe(data.Split(3)));
        Assert.Equal(10, Enumerable.Range(0, 10).Select(seed => data.Split(seed).Digest).Distinct().Count());
    }

    [Fact]
    public void Digest_NamesWhatIsHeldOutOnly()
    {
        ImageSample[] samples = [.. SyntheticData.Balanced(2, 20).Select(SyntheticData.Sample)];
        var split = SyntheticData.OfSamples(samples).Split();
        var given = samples.Select((sample, index) => sample with { GivenSplit = Part(split, index), Name = $"renamed {index}" });
        Assert.Equal(split.Digest, SyntheticData.OfSamples([.. given.Reverse()]).Split().Digest);
        var fewer = given.Where((_, index) => index != split.Train[0]).ToArray();
        Assert.Equal(split.Digest, SyntheticData.OfSamples(fewer).Split().Digest);
        var moved = given.Select((sample, index) => index == split.Dev[0] ? sample with { GivenSplit = SplitName.Test } : sample);
        Assert.NotEqual(split.Digest, SyntheticData.OfSamples([.. moved]).Split().Digest);
    }

    [Fact]
    public void IdenticalFilesAndNearDuplicates_StayTogether()
    {
        var samples = SyntheticData.Balanced(2, 30).Select(SyntheticData.Sample).ToArray();
        samples[1] = samples[1] with { Content = samples[0].Content };
        samples[3] = samples[3] with { PerceptualHash = samples[2].PerceptualHash ^ 0b1011UL << 13 };
        for (var seed = 0; seed < 40; seed++)
        {
            var split = SyntheticData.OfSamples(samples, nearDuplicateDistance: 4).Split(seed);
            Assert.Equal(Part(split, 0), Part(split, 1));
            Assert.Equal(Part(split, 2), Part(split, 3));
        }
    }

    [Fact]
    public void MissingLabels_AreStratifiedByTheNextTask()
    {
        var value = LearningTask.Regression("value");
        var samples = Enumerable.Range(0, 200).Select(index => SyntheticData.Sample(new(null), index) with
        {
            Labels = [index < 100 ? index % 2 : null, index < 100 ? null : index],
        }).ToArray();
        var split = new ImageDataset("/data", [SyntheticData.Task, value], [["a", "b"], []], samples, [], [], [], null).Split();
        Assert.Equal(15, split.Test.Count(index => index < 100));
        Assert.Equal(15, split.Test.Count(index => index >= 100));
        Assert.All(Enumerable.Range(0, 5), fifth => Assert.Equal(3, split.Test.Count(index => (index - 100) / 20 == fifth && index >= 100)));
    }

    [Fact]
    public void GivenSplit_IsUsedAsItIs()
    {
        var given = new SplitName?[] { SplitName.Train, SplitName.TrainDev, SplitName.Dev, SplitName.Test, null };
        var data = SyntheticData.Of(Enumerable.Range(0, 50).Select(index => new Row(index / 5 % 2, Given: given[index % 5])));
        var split = data.Split();
        Assert.All(Enumerable.Range(0, 50), index => Assert.Equal(given[index % 5] ?? SplitName.Train, Part(split, index)));
    }

    [Fact]
    public void GivenTestWithoutDev_TakesDevFromTrainAndLeavesTestAlone()
    {
        var data = SyntheticData.Of(Enumerable.Range(0, 200).Select(index => new Row(index % 2, Given: index < 30 ? SplitName.Test : null)));
        var split = data.Split();
        Assert.Equal(Enumerable.Range(0, 30), split.Test);
        Assert.Equal(30, split.Dev.Count);
        Assert.Contains(split.Notes, note => note.Contains("no dev", StringComparison.Ordinal));
    }

    [Fact]
    public void GivenSplitThatTearsAGroup_IsKeptAndNoted()
    {
        var data = SyntheticData.Of(Enumerable.Range(0, 60).Select(index => new Row(
            index % 2, Group: index is 0 or 59 ? "one" : null, Given: index < 20 ? SplitName.Test : index < 40 ? SplitName.Dev : SplitName.Train)));
        var split = data.Split();
        Assert.Equal((SplitName.Test, SplitName.Train), (Part(split, 0), Part(split, 59)));
        Assert.Contains(split.Notes, note => note.StartsWith("1 images outside dev and test", StringComparison.Ordinal));
    }

    [Fact]
    public void GivenSplitWithoutTrain_IsAnError() => Assert.Throws<InvalidDatasetException>(
        () => SyntheticData.Of(Enumerable.Range(0, 20).Select(index => new Row(index % 2, Given: index % 3 == 0 ? SplitName.Dev : SplitName.Test))).Split());

    [Fact]
    public void Target_HoldsOutItsOwnRowsAndTrainDevIsFromTheOthers()
    {
        var data = SyntheticData.Of(Enumerable.Range(0, 500).Select(index => new Row(index % 4, Source: index < 300 ? "web" : "phone")));
        var split = data.Split(options: new() { Target = "phone" });
        Assert.Equal((30, 30, 45), (split.Dev.Count, split.Test.Count, split.TrainDev.Count));
        Assert.All(split.Dev.Concat(split.Test), index => Assert.Equal("phone", data.Samples[index].Source));
        Assert.All(split.TrainDev, index => Assert.Equal("web", data.Samples[index].Source));
        Assert.Equal(395, split.Train.Count);
    }

    [Fact]
    public void Target_LeavesOutRowsOfOtherSourcesThatShareAGroupWithHeldOutOnes()
    {
        var data = SyntheticData.Of(Enumerable.Range(0, 200).Select(index => new Row(index / 2 % 2, $"{index / 2}", index % 2 == 0 ? "web" : "phone")));
        var split = data.Split(options: new() { Target = "phone" });
        Assert.All(split.Dev.Concat(split.Test), index => Assert.Equal("phone", data.Samples[index].Source));
        Assert.Equal(split.Dev.Concat(split.Test).Select(index => index - 1).Order(), split.LeftOut);
        Assert.Contains(split.Notes, note => note.StartsWith($"{split.LeftOut.Count} images of other sources are left out", StringComparison.Ordinal));
    }

    [Fact]
    public void UnknownTarget_ListsTheSources() => Assert.Contains("the sources are: phone, web", Assert.Throws<InvalidOptionsException>(
        () => SyntheticData.Of([new(0, Source: "web"), new(1, Source: "phone")]).Split(options: new() { Target = "lab" })).Message);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0.46)]
    [InlineData(double.NaN)]
    public void ShareOutOfRange_IsAnError(double share) =>
        Assert.Throws<InvalidOptionsException>(() => SyntheticData.Of(SyntheticData.Balanced(2, 10)).Split(options: new() { Test = share }));

    [Fact]
    public void ShareOfZero_LeavesThePartEmpty()
    {
        var split = SyntheticData.Of(SyntheticData.Balanced(2, 10)).Split(options: new() { Test = 0 });
        Assert.Empty(split.Test);
        Assert.Contains("The part test is empty.", split.Notes);
    }

    [Fact]
    public void TooFewIndependentImages_AreAnError()
    {
        var data = SyntheticData.Of(Enumerable.Range(0, 40).Select(index => new Row(index % 2, Group: $"{index % 2}")));
        Assert.Contains("2 independent images", Assert.Throws<InvalidDatasetException>(() => data.Split()).Message);
    }

    internal static IEnumerable<Row> Few(NonEmptyArray<(byte Label, byte Group)> rows) =>
        rows.Get.Select(row => new Row(row.Label % 4 == 3 ? null : row.Label % 4, row.Group % 3 == 0 ? null : $"{row.Group % 20}"));

    private static IEnumerable<Row> Rows(int seed, int count)
    {
        var random = new RandomStream(seed, "rows");
        return Enumerable.Range(0, count).Select(_ => new Row(random.NextInt32(3), random.NextInt32(2) == 0 ? null : $"{random.NextInt32(30)}")).ToArray();
    }

    private static SplitName? Part(DatasetSplit split, int index) =>
        Enum.GetValues<SplitName>().Cast<SplitName?>().FirstOrDefault(part => split[part!.Value].Contains(index));
}
