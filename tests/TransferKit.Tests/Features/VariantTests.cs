using TransferKit.Augmentation;
using TransferKit.Datasets;
using TransferKit.Features;

namespace TransferKit.Tests.Features;

public sealed class VariantTests : IDisposable
{
    private const int Variants = 3;

    private readonly FeatureFixture _fixture = new();

    [Fact]
    public void CachedVariants_AreTheSameBits_WhateverTheThreads()
    {
        var samples = _fixture.Pictures(7);
        var first = Extract(samples, threads: 3);
        var second = Extract(samples, threads: 1);
        Assert.Equal(0, first.FromCache);
        Assert.Equal(7 * (1 + Variants), second.FromCache);
        Assert.Equal(first.Matrix.Values, second.Matrix.Values);
        Assert.Equal(first.Matrix.Values, Extract(samples, threads: 2, cached: false).Matrix.Values);
    }

    [Fact]
    public void OrderAndNeighbours_DoNotMatter()
    {
        var samples = _fixture.Pictures(6);
        var together = Extract(samples, cached: false).Matrix;
        var backwards = Extract([.. samples.AsEnumerable().Reverse()], cached: false).Matrix;
        var alone = Extract([samples[2]], cached: false).Matrix;
        for (var variant = 0; variant <= Variants; variant++)
        {
            Assert.Equal(together.Row(Row(6, 2, variant)), backwards.Row(Row(6, 3, variant)));
            Assert.Equal(together.Row(Row(6, 2, variant)), alone.Row(Row(1, 0, variant)));
        }
    }

    [Fact]
    public void VariantZero_IsThePlainImage_AndSharesItsCache()
    {
        var samples = _fixture.Pictures(4);
        var plain = _fixture.Extract(samples);
        var all = Extract(samples);
        Assert.Equal(4, all.FromCache);
        Assert.Equal(plain.Matrix.Values, all.Matrix.Values[..plain.Matrix.Values.Length]);
        Assert.Equal(4, _fixture.Extract(samples).FromCache);
    }

    [Fact]
    public void AllVariantsDiffer()
    {
        var rows = Extract(_fixture.Pictures(3), cached: false).Matrix;
        Assert.Equal(12, Enumerable.Range(0, 12).Select(row => string.Join(' ', rows.Row(row).ToArray())).Distinct().Count());
    }

    [Fact]
    public void OtherRecipesAndSeeds_HaveCachesOfTheirOwn()
    {
        var samples = _fixture.Pictures(2);
        Extract(samples);
        Assert.Equal(2, Extract(samples, new(AugmentationOptions.Light, 8)).FromCache);
        Assert.Equal(2, Extract(samples, new(AugmentationOptions.Light with { Flip = null }, 7)).FromCache);
        Assert.Equal(8, Extract(samples, new(AugmentationOptions.Light, 7)).FromCache);
    }

    [Fact]
    public void EqualImages_AreComputedOnce()
    {
        var sample = _fixture.Picture("one.png", 1);
        var copy = _fixture.Add("copy.png", File.ReadAllBytes(sample.Path));
        var rows = Extract([sample, copy], cached: false).Matrix;
        for (var variant = 0; variant <= Variants; variant++)
        {
            Assert.Equal(rows.Row(Row(2, 0, variant)), rows.Row(Row(2, 1, variant)));
        }
    }

    public void Dispose() => _fixture.Dispose();

    private static int Row(int samples, int sample, int variant) => variant == 0 ? sample : samples + (sample * Variants) + variant - 1;

    private ExtractedFeatures Extract(IReadOnlyList<ImageSample> samples, VariantOptions? variants = null, int threads = 2, bool cached = true)
    {
        using var extractor = new FeatureExtractor(_fixture.Backbone, null, new() { CacheFolder = cached ? _fixture.Cache : null, Threads = threads });
        FeatureItem[] items =
        [
            .. samples.Select(sample => new FeatureItem(sample)),
            .. samples.SelectMany(sample => Enumerable.Range(1, Variants).Select(variant => new FeatureItem(sample, variant))),
        ];
        return extractor.ExtractAsync(items, variants ?? new(AugmentationOptions.Light, 7), null, default).GetAwaiter().GetResult();
    }
}
