using FsCheck;
using FsCheck.Xunit;
using TransferKit.Datasets;
using TransferKit.Foundation;

namespace TransferKit.Tests.Datasets;

public class FoldSplitterTests
{
    [Property(MaxTest = 60)]
    public void Folds_HoldOutEveryRowOnceAndKeepGroupsTogether(NonEmptyArray<(byte Label, byte Group)> rows, PositiveInt count, int seed)
    {
        var data = SyntheticData.Of([.. SplitterTests.Few(rows), .. SyntheticData.Balanced(3, 4)]);
        var folds = data.Folds(2 + count.Get % 9, seed);
        var all = Enumerable.Range(0, data.Samples.Count).ToArray();
        Assert.Equal(all, folds.SelectMany(fold => fold.HeldOut).Order());
        Assert.All(folds, fold =>
        {
            Assert.NotEmpty(fold.HeldOut);
            Assert.Equal(all, fold.Train.Concat(fold.HeldOut).Order());
            var held = fold.HeldOut.Select(index => data.Samples[index].Group).OfType<string>().ToHashSet();
            Assert.DoesNotContain(fold.Train, index => data.Samples[index].Group is { } group && held.Contains(group));
        });
    }

    [Fact]
    public void Folds_AreStratifiedAndEven()
    {
        var data = SyntheticData.Of(SyntheticData.Balanced(5, 40));
        Assert.All(data.Folds(5), fold =>
        {
            Assert.Equal(40, fold.HeldOut.Count);
            Assert.All(fold.HeldOut.CountBy(index => data.Samples[index].Labels[0]!.Value), count => Assert.Equal(8, count.Value));
        });
    }

    [Fact]
    public void SmallClasses_EvenOutOverTheFolds()
    {
        var data = SyntheticData.Of(Enumerable.Range(0, 50).Select(index => new Row(index)));
        Assert.All(data.Folds(5), fold => Assert.Equal(10, fold.HeldOut.Count));
    }

    [Fact]
    public void GivenTestRows_StayOut()
    {
        var data = SyntheticData.Of(Enumerable.Range(0, 100).Select(index => new Row(index % 2, Given: index % 5 == 0 ? SplitName.Test : null)));
        var seen = data.Folds(4).SelectMany(fold => fold.Train.Concat(fold.HeldOut)).ToHashSet();
        Assert.Equal(80, seen.Count);
        Assert.DoesNotContain(seen, index => index % 5 == 0);
    }

    [Fact]
    public void SameSeed_GivesTheSameFoldsWhateverTheOrder()
    {
        ImageSample[] samples = [.. SyntheticData.Balanced(3, 20).Select(SyntheticData.Sample)];
        var reversed = SyntheticData.OfSamples([.. samples.Reverse()]);
        var data = SyntheticData.OfSamples(samples);
        Assert.Equal(Names(data, 7), Names(reversed, 7));
        Assert.NotEqual(Names(data, 7), Names(data, 8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(31)]
    public void CountOutOfRange_TellsTheRange(int count) => Assert.Contains("allowed: 2 to 30", Assert.Throws<InvalidOptionsException>(
        () => SyntheticData.Of(SyntheticData.Balanced(3, 10)).Folds(count)).Message);

    private static string Names(ImageDataset data, int seed) => string.Join(
        '\n', data.Folds(4, seed).Select(fold => string.Join(',', fold.HeldOut.Select(index => data.Samples[index].Name).Order())));
}
