using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Stages;

public sealed class SubModelTests
{
    private static readonly long[] Input = [1, 3, 8, 8];
    private static readonly float[] Images = TinyNetwork.Image(1, 2 * 3 * 64);

    [Fact]
    public void PrefixThenSuffix_GivesTheWholesResult()
    {
        var (stages, model) = ResidualNet();
        var whole = TinyNetwork.Run(SubModel.Extract(stages, stages[^1].OutputTensor), Images, 2, 3, 8, 8)[0];
        var cut = stages[0].OutputTensor;
        var prefix = SubModel.Extract(stages, cut);
        var activations = TinyNetwork.Run(prefix, Images, 2, 3, 8, 8)[0];
        var suffix = SubModel.Extract(stages, [cut], [stages[^1].OutputTensor]);
        AssertClose(whole, TinyNetwork.Run(suffix, activations, 2, 4, 8, 8)[0]);
        Assert.True(prefix.Proto.Graph.Node.Count + suffix.Proto.Graph.Node.Count < model.Proto.Graph.Node.Count);
        Assert.Equal(model.Proto.Graph.Initializer.Count - 1, prefix.Proto.Graph.Initializer.Count + suffix.Proto.Graph.Initializer.Count);
    }

    [Fact]
    public void SeveralTaps_BecomeOutputsInTheOrderAskedFor()
    {
        var (stages, _) = ResidualNet();
        var model = SubModel.Extract(stages, stages[1].OutputTensor, stages[0].OutputTensor);
        Assert.Equal([stages[1].OutputTensor, stages[0].OutputTensor], model.Proto.Graph.Output.Select(o => o.Name));
        var shape = model.Proto.Graph.Output[0].Type.TensorType.Shape;
        Assert.Equal([0, 4, 8, 8], shape.Dim.Select(d => d.DimValue));
        Assert.Equal("N", shape.Dim[0].DimParam);
    }

    [Fact]
    public void SuffixThatNeedsTheImage_SaysSo()
    {
        var (stages, _) = ResidualNet();
        // The classifier's map without the shortcut that leads around it.
        var inner = stages.Topology.Graph.Node[stages[1].Nodes[0]].Output[0];
        var error = Assert.Throws<InvalidModelException>(() => SubModel.Extract(stages, [inner], [stages[1].OutputTensor]));
        Assert.Contains("'image'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_AreMeansAndMaximaOfTheMaps()
    {
        var (stages, _) = ResidualNet();
        var map = TinyNetwork.Run(SubModel.Extract(stages, stages[1].OutputTensor), Images, 2, 3, 8, 8)[0];
        var features = FeatureModel.Create(stages, [stages[1]], FeaturePooling.Mean | FeaturePooling.Max);
        Assert.Equal([(4, FeaturePooling.Mean), (4, FeaturePooling.Max)], features.Outputs.Select(o => (o.Width, o.Pooling)));
        var rows = TinyNetwork.Run(features.Model, Images, 2, 3, 8, 8);
        for (var row = 0; row < 2 * 4; row++)
        {
            Assert.Equal(map.Skip(row * 64).Take(64).Average(), rows[0][row], 1e-5f);
            Assert.Equal(map.Skip(row * 64).Take(64).Max(), rows[1][row]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tokens_GiveTheClassTokenWhereTheClassifierReadsIt_ElseTheirMean(bool classToken)
    {
        var stages = TokenNet(classToken);
        var tokens = TinyNetwork.Run(SubModel.Extract(stages, stages[^1].OutputTensor), Images, 2, 3, 8, 8)[0];
        var features = FeatureModel.Create(stages, [stages[^1]]);
        var row = TinyNetwork.Run(features.Model, Images, 2, 3, 8, 8)[0];
        var expected = Enumerable.Range(0, 2 * 4).Select(i => Enumerable.Range(0, classToken ? 1 : 64)
            .Average(token => tokens[(((i / 4 * 64) + token) * 4) + (i % 4)]));
        AssertClose([.. expected], row);
    }

    [Fact]
    public void VectorFeatures_AreReadAsTheyAre()
    {
        var net = new TinyNetwork();
        var hidden = net.Relu(net.Dense(net.Pooled(net.ConvRelu("image", 3, 4)), 4, 6));
        var stages = StageFinder.Find(net.Done(net.Dense(hidden, 6, 5)), Input);
        var features = FeatureModel.Create(stages, [.. stages], FeaturePooling.Mean | FeaturePooling.Max);
        Assert.Equal([4, 6], features.Outputs.Select(o => o.Width));
    }

    [Fact]
    public void NothingAskedFor_IsRefused()
    {
        var (stages, _) = ResidualNet();
        Assert.Throws<InvalidOptionsException>(() => FeatureModel.Create(stages, []));
        Assert.Throws<InvalidOptionsException>(() => FeatureModel.Create(stages, [stages[0]], 0));
    }

    [SkippableFact]
    public void PooledStages_EqualTheReferenceConversionsOutputs()
    {
        var path = Fixture.Shared("backbones/centernet-mobilenet-v3-reference.onnx");
        Skip.If(path is null, "The shared data folder is not here.");
        var model = OnnxModel.Load(path);
        var stages = StageFinder.Find(model, [1, 3, 64, 64]);
        var image = TinyNetwork.Image(3, 3 * 64 * 64);
        var expected = TinyNetwork.Run(model, image, 1, 3, 64, 64);
        // The reference pools blocks 9, 11, 14 and the last map; its fifth output is inside a block.
        var features = FeatureModel.Create(stages, [stages[10], stages[12], stages[15], stages[16]]);
        var found = TinyNetwork.Run(features.Model, image, 1, 3, 64, 64);
        foreach (var (one, other) in new[] { expected[0], expected[1], expected[3], expected[4] }.Zip(found))
        {
            AssertClose(one, other);
        }
    }

    /// <summary>ONNX Runtime fuses whole and piece differently, so the last bits differ.</summary>
    private static void AssertClose(float[] expected, float[] found)
    {
        var largest = expected.Max(MathF.Abs);
        Assert.Equal(expected.Length, found.Length);
        Assert.All(expected.Zip(found), pair => Assert.InRange(MathF.Abs(pair.First - pair.Second), 0, 1e-5f * largest));
    }

    private static (StageList Stages, OnnxModel Model) ResidualNet()
    {
        var net = new TinyNetwork();
        var last = net.Relu(net.Residual(net.ConvRelu("image", 3, 4), 4));
        var model = net.Done(net.Dense(net.Pooled(last), 4, 5));
        return (StageFinder.Find(model, Input), model);
    }

    private static StageList TokenNet(bool classToken)
    {
        var net = new TinyNetwork();
        var map = net.Conv("image", 3, 4);
        var flat = net.Builder.Node("Reshape", [map, net.Builder.Longs("shape", 0, 4, 64)]);
        var tokens = net.Builder.Node("Transpose", [flat], [("perm", new[] { 0L, 2L, 1L })]);
        var mixed = net.Relu(net.Builder.Node("MatMul", [tokens, net.Weight("w", 4, 4)]));
        var summary = classToken
            ? net.Builder.Node("Gather", [mixed, net.Builder.Constant(Tensors.FromLongs("first", [0L]))], [("axis", 1L)])
            : net.Builder.Node("ReduceMean", [mixed], [("axes", new[] { 1L }), ("keepdims", 0L)]);
        return StageFinder.Find(net.Done(net.Dense(summary, 4, 5)), Input);
    }
}
