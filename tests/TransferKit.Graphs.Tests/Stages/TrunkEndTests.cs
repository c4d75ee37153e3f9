using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Stages;

public sealed class TrunkEndTests
{
    private static readonly long[] Input = [1, 3, 8, 8];

    [Fact]
    public void AuxiliaryOutput_IsDropped()
    {
        var net = new TinyNetwork();
        var first = net.ConvRelu("image", 3, 4);
        var auxiliary = net.Dense(net.Pooled(net.ConvRelu(first, 4, 4)), 4, 5);
        var last = net.ConvRelu(net.ConvRelu(first, 4, 4), 4, 4);
        var main = net.Builder.Node("Softmax", [net.Dense(net.Pooled(last), 4, 5)]);
        var stages = StageFinder.Find(net.Done(auxiliary, main), Input);
        Assert.Equal(last, stages.TrunkEnd.Tensor);
        Assert.Equal(3, stages.Count);
        Assert.Contains("last classifier layer", stages.TrunkEnd.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void DetectorHeads_AreDropped_WhereTheTrunksEndIsNamed()
    {
        var net = new TinyNetwork();
        var trunk = net.ConvRelu(net.ConvRelu("image", 3, 4), 4, 4);
        var boxes = net.Conv(net.ConvRelu(trunk, 4, 4), 4, 2, kernel: 1);
        var heat = net.Builder.Node("Sigmoid", [net.Conv(net.ConvRelu(trunk, 4, 4), 4, 1, kernel: 1)]);
        var stages = StageFinder.Find(net.Done(boxes, heat), Input, trunkEnd: trunk);
        Assert.Equal(2, stages.Count);
        Assert.Equal(4, stages.Sum(s => s.Nodes.Count));
    }

    [Fact]
    public void NoClassifier_EndsAtTheMapBeforePooling()
    {
        var net = new TinyNetwork();
        var map = net.ConvRelu(net.ConvRelu("image", 3, 4), 4, 16, kernel: 1);
        var end = StageFinder.Find(net.Done(net.Pooled(map)), Input).TrunkEnd;
        Assert.Equal(map, end.Tensor);
        Assert.Contains("no classifier", end.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classifier.1.weight", 16)]
    [InlineData("w", 1000)]
    public void PointwiseConvolution_IsAClassifier_WhereItsNameOrItsClassesSaySo(string weight, int classes)
    {
        var net = new TinyNetwork();
        var map = net.ConvRelu("image", 3, 4);
        var stages = StageFinder.Find(net.Done(net.Pooled(net.ConvRelu(map, 4, classes, kernel: 1, weight: weight))), Input);
        Assert.Equal(map, stages.TrunkEnd.Tensor);
    }

    [Fact]
    public void ConvolutionOfAPooledMap_IsAClassifier()
    {
        var net = new TinyNetwork();
        var map = net.ConvRelu("image", 3, 4);
        var logits = net.Conv(net.Builder.Node("GlobalAveragePool", [map]), 4, 16, kernel: 1);
        Assert.Equal(map, StageFinder.Find(net.Done(net.Builder.Node("Flatten", [logits])), Input).TrunkEnd.Tensor);
    }

    [Fact]
    public void ProductWithBias_IsAClassifier()
    {
        var net = new TinyNetwork();
        var map = net.ConvRelu("image", 3, 4);
        var mean = net.Builder.Node("ReduceMean", [map], [("axes", new[] { 2L, 3L }), ("keepdims", 0L)]);
        var product = net.Builder.Node("MatMul", [mean, net.Weight("w", 4, 5)]);
        var model = net.Done(net.Builder.Node("Softmax", [net.Builder.Node("Add", [product, net.Weight("b", 5)])]));
        Assert.Equal(map, StageFinder.Find(model, Input).TrunkEnd.Tensor);
    }

    [Fact]
    public void FlattenedMap_EndsAtTheMap()
    {
        var net = new TinyNetwork();
        var map = net.ConvRelu("image", 3, 4);
        var model = net.Done(net.Dense(net.Builder.Node("Flatten", [map], [("axis", 1L)]), 4 * 64, 5));
        Assert.Equal(map, StageFinder.Find(model, Input).TrunkEnd.Tensor);
    }

    [Fact]
    public void UnknownName_IsRefused()
    {
        var net = new TinyNetwork();
        var model = net.Done(net.Dense(net.Pooled(net.ConvRelu("image", 3, 4)), 4, 5));
        var error = Assert.Throws<InvalidModelException>(() => StageFinder.Find(model, Input, trunkEnd: "nowhere"));
        Assert.Contains("'nowhere'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void VisionTransformer_EndsInTokensWithAClassToken()
    {
        var stages = Fixture.Stages("vit_b_16.folded");
        Assert.True(stages.TrunkEnd.ClassToken);
        Assert.Equal([1, 197, 768], stages[^1].Shape);
    }
}
