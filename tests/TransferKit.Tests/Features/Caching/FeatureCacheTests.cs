using TransferKit.Features;
using TransferKit.Features.Caching;
using TransferKit.Foundation;

namespace TransferKit.Tests.Features.Caching;

public sealed class FeatureCacheTests : IDisposable
{
    private readonly FeatureFixture _fixture = new();

    [Fact]
    public void ASecondRun_ComputesNothingAndGivesTheSameBits()
    {
        var samples = _fixture.Pictures(5);
        var first = _fixture.Extract(samples);
        var second = _fixture.Extract(samples);
        Assert.Equal(0, first.FromCache);
        Assert.Equal(5, second.FromCache);
        Assert.Equal(0, second.Seconds.Run);
        Assert.Equal(first.Matrix.Values, second.Matrix.Values);
    }

    [Fact]
    public void NewImages_AreComputedBesideTheCachedOnes()
    {
        var samples = _fixture.Pictures(3);
        _fixture.Extract(samples);
        var all = _fixture.Extract([.. _fixture.Pictures(2, seed: 8), .. samples]);
        Assert.Equal(3, all.FromCache);
        Assert.Equal(_fixture.Extract(samples, new()).Matrix.Row(2), all.Matrix.Row(4));
    }

    [Fact]
    public void OtherTapsOrBatches_HaveCachesOfTheirOwn()
    {
        var samples = _fixture.Pictures(3);
        _fixture.Extract(samples);
        Assert.Equal(0, _fixture.Extract(samples, spec: new([new("third", Pooling.Max)])).FromCache);
        Assert.Equal(0, _fixture.Extract(samples, new() { CacheFolder = _fixture.Cache, Batch = 2 }).FromCache);
        Assert.Equal(3, _fixture.Extract(samples, new() { CacheFolder = _fixture.Cache, Threads = 5 }).FromCache);
    }

    /// <summary>A flipped byte anywhere: in a record it costs that record, in the header the file; it never gives a wrong number.</summary>
    [Fact]
    public void ADamagedByte_IsNoticedSaidAndMended()
    {
        var samples = _fixture.Pictures(4);
        var expected = _fixture.Extract(samples).Matrix.Values;
        var path = _fixture.Shards.Single();
        var good = File.ReadAllBytes(path);
        for (var position = 0; position < good.Length; position += 7)
        {
            foreach (var shard in _fixture.Shards)
            {
                File.Delete(shard);
            }

            var bytes = (byte[])good.Clone();
            bytes[position] ^= 0x10;
            File.WriteAllBytes(path, bytes);
            var damaged = _fixture.Extract(samples);
            Assert.Equal(expected, damaged.Matrix.Values);
            Assert.InRange(damaged.FromCache, 0, 3);
            Assert.Contains(path, Assert.Single(damaged.Notes), StringComparison.Ordinal);
            var mended = _fixture.Extract(samples);
            Assert.Empty(mended.Notes);
            Assert.Equal(4, mended.FromCache);
        }
    }

    [Fact]
    public void ATruncatedFile_KeepsEveryWholeRecord()
    {
        var samples = _fixture.Pictures(4);
        var expected = _fixture.Extract(samples).Matrix.Values;
        var path = _fixture.Shards.Single();
        var length = new FileInfo(path).Length;
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(length - 1);
        }

        var features = _fixture.Extract(samples);
        Assert.Equal(3, features.FromCache);
        Assert.Equal(expected, features.Matrix.Values);
        Assert.Contains("truncated", Assert.Single(features.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void FilesOfAnotherMachine_CanBeCopiedIn()
    {
        var samples = _fixture.Pictures(4);
        _fixture.Extract([.. samples.Take(2)]);
        var one = _fixture.Shards.Single();
        var moved = one + ".elsewhere";
        File.Move(one, moved);
        _fixture.Extract([.. samples.Skip(2)]);
        File.Move(moved, one);
        Assert.Equal(4, _fixture.Extract(samples).FromCache);
    }

    [Fact]
    public async Task TwoRunsAtOnce_ShareAFolder()
    {
        var samples = _fixture.Pictures(20);
        var runs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _fixture.Extract(samples))));
        Assert.All(runs, run => Assert.Equal(runs[0].Matrix.Values, run.Matrix.Values));
        Assert.Equal(20, _fixture.Extract(samples).FromCache);
    }

    [Fact]
    public void AFolderThatCannotBeWritten_IsNamedWithTheOption()
    {
        var file = _fixture.Picture("a file.png", 1).Path;
        var error = Assert.Throws<StorageException>(() => _fixture.Extract(_fixture.Pictures(2), new() { CacheFolder = file }));
        Assert.Contains("--cache", error.Message, StringComparison.Ordinal);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasAdded_IsWrittenAfterTenSeconds()
    {
        var clock = new Clock();
        var cache = new FeatureCache(_fixture.Cache, ContentHash.Of("key"), 2, clock);
        cache.Add(ContentHash.Of("a"), [1, 2]);
        Assert.Empty(_fixture.Shards);
        clock.Seconds = 10;
        cache.Add(ContentHash.Of("b"), [3, 4]);
        Assert.Single(_fixture.Shards);
    }

    [Fact]
    public void HalfWrittenFiles_AreDeletedWhenTheyAreOld()
    {
        var samples = _fixture.Pictures(1);
        _fixture.Extract(samples);
        var folder = Path.GetDirectoryName(_fixture.Shards.Single())!;
        var (old, young) = (Path.Combine(folder, "old.tmp"), Path.Combine(folder, "young.tmp"));
        File.WriteAllText(old, "");
        File.WriteAllText(young, "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        _fixture.Extract(samples);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    public void Dispose() => _fixture.Dispose();

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
