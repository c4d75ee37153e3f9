using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Onnx;

public sealed class GraphBuilderTests
{
    [Fact]
    public void EqualHints_GetNamesOfTheirOwn()
    {
        var builder = new GraphBuilder("names");
        builder.Add(new NodeProto { OpType = "Relu", Output = { "relu" } });
        Assert.Equal("relu_2", builder.Node("Relu", ["relu"]));
        Assert.Equal("relu_3", builder.Fresh("relu"));
        Assert.Equal("relu_4", builder.Scalar(1, "relu"));
    }

    [Fact]
    public void Attributes_AreReadAsTheyWereWritten()
    {
        var builder = new GraphBuilder("attributes");
        builder.Node("Any", [], [("whole", 3L), ("small", 4), ("number", 0.5f), ("text", "abc"), ("list", new[] { 1L, 2L })]);
        var node = builder.Graph.Node[0];
        Assert.Equal(3, node.Long("whole", 0));
        Assert.Equal(4, node.Long("small", 0));
        Assert.Equal(0.5f, node.Float("number", 0));
        Assert.Equal("abc", node.Text("text", ""));
        Assert.Equal([1, 2], node.Longs("list")!);
    }

    [Fact]
    public void AbsentAttributes_GiveTheOperatorsDefault()
    {
        var node = new NodeProto();
        Assert.Equal((7, 0.5f, "x"), (node.Long("a", 7), node.Float("b", 0.5f), node.Text("c", "x")));
        Assert.Null(node.Longs("d"));
    }

    [Fact]
    public void ValueOfAnotherType_IsRefused() => Assert.Throws<ArgumentException>(() => GraphBuilder.Attribute("a", 1.0));

    [Fact]
    public void UnknownDimension_IsTheBatch()
    {
        var shape = GraphBuilder.ValueInfo("x", TensorProto.Types.DataType.Float, [null, 3]).Type.TensorType.Shape;
        Assert.Equal("N", shape.Dim[0].DimParam);
        Assert.Equal(3, shape.Dim[1].DimValue);
    }
}
