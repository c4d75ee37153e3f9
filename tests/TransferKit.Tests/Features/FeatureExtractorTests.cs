using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;

namespace TransferKit.Tests.Features;

public sealed class FeatureExtractorTests : IDisposable
{
    private readonly FeatureFixture _fixture = new();

    [Fact]
    public void DefaultTaps_AreTheLastMapOfEveryResolution() =>
        Assert.Equal([new("second", Pooling.Mean), new("third", Pooling.Mean)], FeatureSpec.Default(_fixture.Backbone).Taps);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    [InlineData(32, 2)]
    public void Features_DoNotDependOnNeighboursOrderOrThreads_BitForBit(int batch, int threads)
    {
        var samples = _fixture.Pictures(13);
        var alone = _fixture.Extract(samples, new() { Batch = batch, Threads = 1 }).Matrix;
        var order = Enumerable.Range(0, samples.Count).ToArray();
        new RandomStream(3, "order").Shuffle<int>(order);
        var shuffled = _fixture.Extract([.. order.Select(i => samples[i])], new() { Batch = batch, Threads = threads }).Matrix;
        Assert.Equal(FeatureFixture.Columns, alone.Columns);
        for (var i = 0; i < order.Length; i++)
        {
            Assert.True(shuffled.Row(i).SequenceEqual(alone.Row(order[i])), $"row {i}");
        }

        var single = _fixture.Extract([samples[5]], new() { Batch = batch, Threads = threads }).Matrix;
        Assert.True(single.Row(0).SequenceEqual(alone.Row(5)));
    }

    [Fact]
    public void Features_AreTheMeansOfTheTappedMaps()
    {
        var sample = _fixture.Picture("one.png", 1);
        var spec = new FeatureSpec([new("image", Pooling.Mean), new("image", Pooling.Max), new("third", Pooling.Max)]);
        var features = _fixture.Extract([sample], spec: spec).Matrix;
        var planes = new float[3 * FeatureFixture.Side * FeatureFixture.Side];
        ImageDecoder.Decode(sample.Path).CopyToPlanar(planes);
        var plane = planes.AsSpan(0, FeatureFixture.Side * FeatureFixture.Side).ToArray();
        Assert.Equal(3 + 3 + 8, features.Columns);
        Assert.Equal(plane.Average() / 255, features.Row(0)[0], 1e-5);
        Assert.Equal(plane.Max() / 255, features.Row(0)[3], 1e-5);
    }

    [Fact]
    public void TheBackbone_StaysAsItIs()
    {
        var before = _fixture.Backbone.Model.Proto.Clone();
        _fixture.Extract(_fixture.Pictures(1));
        Assert.Equal(before, _fixture.Backbone.Model.Proto);
    }

    [Fact]
    public void EqualImages_AreComputedOnceAndGiveEqualRows()
    {
        var samples = _fixture.Pictures(2);
        var copy = _fixture.Add("copy.png", File.ReadAllBytes(samples[0].Path));
        var features = _fixture.Extract([samples[0], samples[1], copy]).Matrix;
        Assert.True(features.Row(0).SequenceEqual(features.Row(2)));
        Assert.False(features.Row(0).SequenceEqual(features.Row(1)));
    }

    [Fact]
    public void NoImages_GiveAnEmptyMatrix() => Assert.Equal(0, _fixture.Extract([]).Matrix.Rows);

    [Fact]
    public void ADamagedImage_IsNamed()
    {
        var samples = _fixture.Pictures(3);
        samples.Insert(1, _fixture.Add("broken.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]));
        var error = Assert.Throws<InvalidImageException>(() => _fixture.Extract(samples, new() { Threads = 2 }));
        Assert.Equal(samples[1].Path, error.Path);
    }

    [Fact]
    public void AnImageChangedSinceTheScan_IsRefused()
    {
        var samples = _fixture.Pictures(2);
        File.Copy(samples[1].Path, samples[0].Path, overwrite: true);
        var error = Assert.Throws<InvalidImageException>(() => _fixture.Extract(samples));
        Assert.Contains("changed", error.Message, StringComparison.Ordinal);
        Assert.Equal(samples[0].Path, error.Path);
    }

    [Fact]
    public async Task Cancellation_StopsAndKeepsWhatWasComputed()
    {
        var samples = _fixture.Pictures(40);
        using var stop = new CancellationTokenSource();
        var progress = new Recorder(report =>
        {
            if (report.Done >= 5)
            {
                stop.Cancel();
            }
        });
        using (var extractor = new FeatureExtractor(_fixture.Backbone, null, new() { CacheFolder = _fixture.Cache, Threads = 1 }))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => extractor.ExtractAsync(samples, progress, stop.Token));
        }

        Assert.InRange(_fixture.Extract(samples).FromCache, 5, 39);
    }

    [Fact]
    public async Task Progress_CountsEveryImageInOrder()
    {
        var reports = new List<ProgressReport>();
        using var extractor = new FeatureExtractor(_fixture.Backbone, null, new() { Threads = 3, Batch = 4 });
        await extractor.ExtractAsync(_fixture.Pictures(10), new Recorder(reports.Add));
        Assert.Equal(new("features", 10, 10), reports[^1]);
        Assert.Equal(reports.Select(r => r.Done).Order(), reports.Select(r => r.Done));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1025, 1)]
    public void OptionsOutOfRange_AreRefused(int threads, int batch) =>
        Assert.Throws<InvalidOptionsException>(() => new FeatureExtractor(_fixture.Backbone, null, new() { Threads = threads, Batch = batch }));

    [Fact]
    public void ATapThatCannotBeRead_IsRefused()
    {
        Assert.Throws<InvalidOptionsException>(() => _fixture.Extract([], spec: new([])));
        Assert.Throws<InvalidModelException>(() => _fixture.Extract([], spec: new([new("no such tensor", Pooling.Mean)])));
        Assert.Throws<InvalidModelException>(() => _fixture.Extract([], spec: new([new("third", Pooling.Token)])));
    }

    public void Dispose() => _fixture.Dispose();

    private sealed class Recorder(Action<ProgressReport> record) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => record(value);
    }
}
