using TransferKit.Artifacts;
using TransferKit.Features;
using TransferKit.Graphs.Sessions;
using TransferKit.Imaging;
using TransferKit.Tests.Features;

namespace TransferKit.Tests.Artifacts;

public sealed class FeatureModelTests : IDisposable
{
    private readonly FeatureFixture _fixture = new();

    [Fact]
    public void Model_GivesWhatTheExtractorGives()
    {
        var sample = _fixture.Picture("one.png", 1);
        var spec = new FeatureSpec([new("second", Pooling.Mean), new("third", Pooling.Max)]);
        var features = FeatureModel.Of(_fixture.Backbone, spec);
        using var session = new SharedSession(features.Model);
        var pixels = new float[3 * FeatureFixture.Side * FeatureFixture.Side];
        ImageDecoder.Decode(sample.Path).CopyToPlanar(pixels);

        var row = session.Run(pixels, [1, 3, FeatureFixture.Side, FeatureFixture.Side])[0].Values;

        Assert.Equal([FeatureModel.Output], session.Outputs);
        Assert.Equal(_fixture.Extract([sample], spec: spec).Matrix.Values, row, (a, b) => Math.Abs(a - b) < 1e-5f);
        Assert.Equal(row.Length, features.Columns.Count);
        Assert.Equal("second.0", features.Columns[0]);
        Assert.Equal("third.7", features.Columns[^1]);
    }

    public void Dispose() => _fixture.Dispose();
}
