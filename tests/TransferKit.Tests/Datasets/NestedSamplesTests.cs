using FsCheck;
using FsCheck.Xunit;
using TransferKit.Datasets.Splitting;

namespace TransferKit.Tests.Datasets;

public sealed class NestedSamplesTests
{
    [Property(MaxTest = 60)]
    public void SmallerSubsamples_ArePartsOfLargerOnes_AndKeepGroupsTogether(NonEmptyArray<(byte Label, byte Group)> rows, int seed)
    {
        var data = SyntheticData.Of([.. SplitterTests.Few(rows), .. SyntheticData.Balanced(3, 4)]);
        int[] all = [.. Enumerable.Range(0, data.Samples.Count)];
        var nested = new NestedSamples(data, all, seed, "test");
        IReadOnlyList<int> before = [];
        for (var size = 0; size <= nested.Count; size++)
        {
            var taken = nested.Take(size);
            Assert.Empty(before.Except(taken));
            Assert.Equal(taken.Order(), taken);
            var groups = taken.Select(sample => data.Samples[sample].Group).OfType<string>().ToHashSet();
            Assert.DoesNotContain(all.Except(taken), sample => data.Samples[sample].Group is { } group && groups.Contains(group));
            before = taken;
        }

        Assert.Equal(all, nested.Take(nested.Count));
    }

    [Fact]
    public void EverySubsample_HasItsShareOfEachClass()
    {
        var data = SyntheticData.Of(SyntheticData.Balanced(5, 40));
        var nested = new NestedSamples(data, Enumerable.Range(0, 200), 1, "test");
        foreach (var size in new[] { 20, 50, 100 })
        {
            Assert.Equal(size, nested.Take(size).Count);
            Assert.All(nested.Take(size).CountBy(sample => data.Samples[sample].Labels[0]!.Value), count => Assert.InRange(count.Value, (size / 5) - 2, (size / 5) + 2));
        }
    }

    [Fact]
    public void OnlyTheSamplesGiven_AreTaken_TheSameWithTheSameSeed()
    {
        var data = SyntheticData.Of(SyntheticData.Balanced(5, 40));
        int[] among = [.. Enumerable.Range(50, 100)];
        Assert.Equal(among, new NestedSamples(data, among, 1, "test").Take(100));
        Assert.Equal(new NestedSamples(data, among, 1, "test").Take(30), new NestedSamples(data, among, 1, "test").Take(30));
        Assert.NotEqual(new NestedSamples(data, among, 1, "test").Take(30), new NestedSamples(data, among, 2, "test").Take(30));
    }
}
