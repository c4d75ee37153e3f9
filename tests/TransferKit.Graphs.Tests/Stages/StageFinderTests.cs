using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Stages;

public sealed class StageFinderTests
{
    private static readonly long[] Input = [1, 3, 8, 8];

    [Fact]
    public void PlainChain_HasAStageAConvolution_WithPoolingInTheStageBefore()
    {
        var net = new TinyNetwork();
        var first = net.ConvRelu("image", 3, 4);
        var pooled = net.Builder.Node("MaxPool", [first], [("kernel_shape", new[] { 2L, 2L }), ("strides", new[] { 2L, 2L })]);
        var second = net.ConvRelu(pooled, 4, 6);
        var stages = StageFinder.Find(net.Done(net.Dense(net.Pooled(second), 6, 5)), Input);

        Assert.Equal([pooled, second], stages.Select(s => s.OutputTensor));
        Assert.Equal([1, 4, 4, 4], stages[0].Shape);
        Assert.Equal(3 * 4 * 9, stages[0].Parameters);
        Assert.Equal(3 * 4 * 9 * 64, stages[0].Macs);
        Assert.Equal(["stage-01", "stage-02"], stages.Select(s => s.Name));
    }

    [Fact]
    public void ResidualBlock_IsOneStage_WithTheActivationAfterIt()
    {
        var net = new TinyNetwork();
        var stem = net.ConvRelu("image", 3, 4);
        var first = net.Relu(net.Residual(stem, 4));
        var second = net.Relu(net.Residual(first, 4));
        var stages = StageFinder.Find(net.Done(net.Dense(net.Pooled(second), 4, 5)), Input);
        Assert.Equal([stem, first, second], stages.Select(s => s.OutputTensor));
    }

    [Fact]
    public void ShapeComputation_IsNoDataPath()
    {
        // The channels are shuffled by reshapes whose sizes come from a tensor made before the cut.
        var net = new TinyNetwork();
        var first = net.ConvRelu("image", 3, 4);
        var shape = net.Builder.Node("Shape", [first]);
        var second = net.ConvRelu(first, 4, 4);
        var batch = net.Builder.Node("Gather", [shape, net.Builder.Longs("zero", 0)], [("axis", 0L)]);
        var grouped = net.Builder.Node("Concat", [batch, net.Builder.Longs("rest", 2, 2, 8, 8)], [("axis", 0L)]);
        var split = net.Builder.Node("Reshape", [second, grouped]);
        var turned = net.Builder.Node("Transpose", [split], [("perm", new[] { 0L, 2L, 1L, 3L, 4L })]);
        var shuffled = net.Builder.Node("Reshape", [turned, shape]);
        var third = net.ConvRelu(shuffled, 4, 4);
        var stages = StageFinder.Find(net.Done(net.Dense(net.Pooled(third), 4, 5)), Input);
        Assert.Equal([first, shuffled, third], stages.Select(s => s.OutputTensor));
        Assert.Equal([1, 4, 8, 8], stages[1].Shape);
    }

    [Fact]
    public void InvertedResidualWithoutShortcut_IsOneStage()
    {
        var net = new TinyNetwork();
        var stem = net.ConvRelu("image", 3, 4);
        var wide = net.ConvRelu(stem, 4, 8, kernel: 1);
        var depthwise = net.ConvRelu(wide, 8, 8, groups: 8);
        var narrow = net.Conv(depthwise, 8, 6, kernel: 1);
        var last = net.ConvRelu(narrow, 6, 12, kernel: 1);
        var stages = StageFinder.Find(net.Done(net.Dense(net.Pooled(last), 12, 5)), Input);
        Assert.Equal([stem, narrow, last], stages.Select(s => s.OutputTensor));
    }

    [Fact]
    public void SqueezeAndExcitation_BelongsToTheMapItScales()
    {
        var net = new TinyNetwork();
        var depthwise = net.ConvRelu(net.ConvRelu("image", 3, 4), 4, 4, groups: 4);
        var squeezed = net.Builder.Node("GlobalAveragePool", [depthwise]);
        var gate = net.Builder.Node("Sigmoid", [net.Conv(squeezed, 4, 4, kernel: 1)]);
        var last = net.Conv(net.Builder.Node("Mul", [depthwise, gate]), 4, 6, kernel: 1);
        var stages = StageFinder.Find(net.Done(net.Dense(net.Pooled(last), 6, 5)), Input);
        Assert.Equal(2, stages.Count);
        Assert.Equal((4 * 9) + (4 * 4) + (4 * 6), stages[1].Parameters);
    }

    [Fact]
    public void NormalisationBeforeConvolution_OpensItsStage_AndAfterItEndsIt()
    {
        var net = new TinyNetwork();
        var stem = Normalised(net, net.Conv("image", 3, 4));
        var activated = net.Relu(stem);
        var pooled = net.Builder.Node("MaxPool", [activated], [("kernel_shape", new[] { 2L, 2L }), ("strides", new[] { 2L, 2L })]);
        var last = net.Conv(net.Relu(Normalised(net, pooled)), 4, 4);
        var stages = StageFinder.Find(net.Done(net.Dense(net.Pooled(last), 4, 5)), Input);
        Assert.Equal([pooled, last], stages.Select(s => s.OutputTensor));
        // Scale and shift are learnt, the running statistics are not.
        Assert.Equal((3 * 4 * 9) + 8, stages[0].Parameters);
        Assert.Equal((4 * 4 * 9) + 8, stages[1].Parameters);
    }

    [Fact]
    public void WeightsBehindIdentityAndTranspose_AreStillWeights()
    {
        var net = new TinyNetwork();
        var pooled = net.Pooled(net.ConvRelu("image", 3, 4));
        var turned = net.Builder.Node("Transpose", [net.Builder.Node("Identity", [net.Weight("w", 6, 4)])]);
        var hidden = net.Relu(net.Builder.Node("MatMul", [pooled, turned]));
        var stages = StageFinder.Find(net.Done(net.Dense(hidden, 6, 5)), Input);
        Assert.Equal(2, stages.Count);
        Assert.Equal(24, stages[1].Parameters);
        Assert.Equal(24, stages[1].Macs);
    }

    [Fact]
    public void NodesOutOfOrder_AreSorted()
    {
        var net = new TinyNetwork();
        var last = net.ConvRelu(net.ConvRelu("image", 3, 4), 4, 4);
        var model = net.Done(net.Dense(net.Pooled(last), 4, 5)).Proto.Clone();
        var reversed = model.Graph.Node.Reverse().ToList();
        model.Graph.Node.Clear();
        model.Graph.Node.AddRange(reversed);
        Assert.Equal(2, StageFinder.Find(OnnxModel.From(model), Input).Count);
    }

    [Fact]
    public void Cycle_IsRefused()
    {
        var net = new TinyNetwork();
        var sum = net.Builder.Node("Add", ["image", "back"]);
        net.Builder.Node("Relu", [sum], output: "back");
        var error = Assert.Throws<InvalidModelException>(() => StageFinder.Find(net.Done("back"), Input));
        Assert.Contains("cycle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TensorMadeTwice_IsRefused()
    {
        var net = new TinyNetwork();
        net.Builder.Node("Relu", ["image"], output: "twice");
        net.Builder.Node("Sigmoid", ["image"], output: "twice");
        Assert.Contains("'twice'", Assert.Throws<InvalidModelException>(() => StageFinder.Find(net.Done("twice"), Input)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralInputs_AskForAName()
    {
        var net = new TinyNetwork();
        net.Builder.Input("other", TensorProto.Types.DataType.Float, 1, 3, 8, 8);
        var last = net.ConvRelu(net.Builder.Node("Add", ["image", "other"]), 3, 4);
        var model = net.Done(net.Dense(net.Pooled(last), 4, 5));
        Assert.Contains("image, other", Assert.Throws<InvalidModelException>(() => StageFinder.Find(model, Input)).Message, StringComparison.Ordinal);
        Assert.Single(StageFinder.Find(model, Input, input: "image"));
    }

    [Fact]
    public void InputOfAnotherSize_IsRefusedWithBothShapes()
    {
        var net = new TinyNetwork();
        var model = net.Done(net.Dense(net.Pooled(net.ConvRelu("image", 3, 4)), 4, 5));
        var error = Assert.Throws<InvalidModelException>(() => StageFinder.Find(model, [1, 3, 9, 9]));
        Assert.Contains("[N?, 3, 8, 8], not as [1, 3, 9, 9]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GraphThatOnnxRuntimeRefuses_IsATypedError()
    {
        var net = new TinyNetwork();
        var model = net.Done(net.Builder.Node("NoSuchOperator", [net.Conv("image", 3, 4)]));
        Assert.Contains("ONNX Runtime refuses", Assert.Throws<InvalidModelException>(() => StageFinder.Find(model, Input)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoWeights_NothingToRetrain()
    {
        var net = new TinyNetwork();
        var error = Assert.Throws<InvalidModelException>(() => StageFinder.Find(net.Done(net.Relu("image")), Input));
        Assert.Contains("nothing to retrain", error.Message, StringComparison.Ordinal);
    }

    private static string Normalised(TinyNetwork net, string input) =>
        net.Builder.Node("BatchNormalization", [input, .. Enumerable.Range(0, 4).Select(_ => net.Weight("norm", 4))]);
}
