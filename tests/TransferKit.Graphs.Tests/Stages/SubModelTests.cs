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
}
