using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using TransferKit.Tests.Backbones;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Features;

/// <summary>Activations of every layout, pooled as the definition says.</summary>
public sealed class FeatureGraphTests
{
    private const int Height = 16;
    private const int Width = 24;

    [Theory]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Max)]
    public void AMapWithAsManyChannelsAsRows_IsChannelsFirstAllTheSame(Pooling pooling) =>
        // [1, 8, 8, 12]: by its shape alone, a square of 8 x 8 with 12 channels.
        AssertPooled(Build(builder => Convolve(builder, "image", 8, 2)), pooling, channels: 8, positions: 8 * 12, channelsLast: false);

    [Theory]
    [InlineData(5, Pooling.Mean)]
    [InlineData(5, Pooling.Max)]
    [InlineData(8, Pooling.Mean)]
    [InlineData(12, Pooling.Max)]
    public void AWindowTransformersMap_IsChannelsLast(int channels, Pooling pooling) =>
        AssertPooled(Build(builder => WindowBlock(builder, Patches(builder, channels), channels)), pooling, channels, 8 * 12, channelsLast: true);

    [Fact]
    public void AMapThatWasTurnedBack_IsChannelsFirst() => AssertPooled(
        Build(builder => builder.Node("Transpose", [WindowBlock(builder, Patches(builder, 5), 5)], [("perm", new long[] { 0, 3, 1, 2 })])),
        Pooling.Mean, 5, 8 * 12, channelsLast: false);

    [Fact]
    public void TokensLaidOutAsAMap_AreChannelsLast() => AssertPooled(
        Build(builder =>
        {
            var flat = builder.Node("Reshape", [Convolve(builder, "image", 5, 2), builder.Longs("flat", 0, 5, 96)]);
            var tokens = builder.Node("Transpose", [flat], [("perm", new long[] { 0, 2, 1 })]);
            return builder.Node("Relu", [builder.Node("Reshape", [tokens, builder.Longs("map", 0, 8, 12, 5)])]);
        }),
        Pooling.Mean, 5, 8 * 12, channelsLast: true);

    [Theory]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.Max)]
    [InlineData(Pooling.Token)]
    public void Tokens_GiveTheirMeanTheirMaximumOrTheFirst(Pooling pooling)
    {
        var stages = Build(builder => builder.Node("Transpose",
            [builder.Node("Reshape", [Convolve(builder, "image", 5, 2), builder.Longs("flat", 0, 5, 96)])], [("perm", new long[] { 0, 2, 1 })]));

        AssertPooled(stages, pooling, 5, 96, channelsLast: true);
    }

    [Fact]
    public void Vectors_AreReadAsTheyAre()
    {
        var stages = Build(builder => builder.Node("Flatten", [builder.Node("GlobalAveragePool", [Convolve(builder, "image", 5, 2)])]));

        Assert.Equal(Run(SubModel.Extract(stages, "tap")), Run(FeatureGraph.Build(stages, new([new("tap", Pooling.Mean)])).Model));
    }

    [SkippableFact]
    public void PooledStages_EqualTheReferenceConversionsOutputs()
    {
        var path = Repository.SharedData("backbones/centernet-mobilenet-v3-reference.onnx");
        Skip.If(path is null, "the shared test data are not beside the checkout");
        var model = OnnxModel.Load(path);
        var stages = StageFinder.Find(model, [1, 3, 64, 64]);
        var picture = TestPicture.Planar(64, 64, 0, 255);
        var expected = TestPicture.Run(model, picture, 64, 64);
        // The reference pools blocks 9, 11, 14 and the last map; its fourth output is inside a block.
        int[] taps = [10, 12, 15, 16];

        var found = TestPicture.Run(FeatureGraph.Build(stages, new([.. taps.Select(i => new FeatureTap(stages[i].OutputTensor, Pooling.Mean))])).Model, picture, 64, 64);

        AssertClose([.. new[] { 0, 1, 3, 4 }.SelectMany(i => expected[i].Values)], found[0].Values);
    }

    private static void AssertPooled(StageList stages, Pooling pooling, int channels, int positions, bool channelsLast)
    {
        var map = Run(SubModel.Extract(stages, "tap"));
        var graph = FeatureGraph.Build(stages, new([new("tap", pooling)]));

        Assert.Equal(channels, graph.Columns);
        var expected = Enumerable.Range(0, channels).Select(channel =>
        {
            var values = Enumerable.Range(0, positions).Select(i => channelsLast ? map[(i * channels) + channel] : map[(channel * positions) + i]);
            return pooling switch { Pooling.Mean => values.Average(), Pooling.Max => values.Max(), _ => values.First() };
        });
        AssertClose([.. expected], Run(graph.Model));
    }

    private static void AssertClose(float[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        var largest = expected.Max(MathF.Abs);
        Assert.All(expected.Zip(found), pair => Assert.InRange(MathF.Abs(pair.First - pair.Second), 0, 1e-5f * largest));
    }

    private static float[] Run(OnnxModel model) => TestPicture.Run(model, TestPicture.Planar(Height, Width, -1, 1), Height, Width)[0].Values;

    /// <summary>A net whose trunk ends at <c>tap</c>.</summary>
    private static StageList Build(Func<GraphBuilder, string> body)
    {
        var builder = new GraphBuilder("layouts");
        builder.Input("image", DataType.Float, null, 3, Height, Width);
        builder.Node("Identity", [body(builder)], output: "tap");
        builder.Output("tap", DataType.Float);
        return StageFinder.Find(OnnxModel.From(builder.ToModel(17)), [1, 3, Height, Width], "tap");
    }

    private static string Convolve(GraphBuilder builder, string input, int filters, long stride) => builder.Node(
        "Conv", [input, builder.Constant(Noise("kernel", filters, 3, 3, 3))], [("strides", new[] { stride, stride }), ("pads", new long[] { 1, 1, 1, 1 })]);

    private static string Patches(GraphBuilder builder, int channels) =>
        builder.Node("Transpose", [Convolve(builder, "image", channels, 2)], [("perm", new long[] { 0, 2, 3, 1 })]);

    private static string WindowBlock(GraphBuilder builder, string map, int channels)
    {
        var scale = builder.Constant(Tensors.FromFloats("scale", [.. Enumerable.Repeat(1f, channels)], channels));
        var mixed = builder.Node("MatMul", [builder.Node("LayerNormalization", [map, scale]), builder.Constant(Noise("mix", channels, channels))]);
        return builder.Node("Add", [map, mixed]);
    }

    private static TensorProto Noise(string name, params long[] shape)
    {
        var stream = new RandomStream(1, name);
        return Tensors.FromFloats(name, [.. Enumerable.Range(0, (int)Tensors.Count(shape)).Select(_ => 0.3f * (float)stream.NextGaussian())], shape);
    }
}
