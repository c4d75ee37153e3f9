using Google.Protobuf;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Tests.Fixtures;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Onnx;

/// <summary>Outputs without a name on which ONNX Runtime 1.29 crashes when it runs the node.</summary>
public sealed class OmittedOutputsTests
{
    private static readonly float[] X = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(0, new float[] { 3, 4, 5, 6 })]
    [InlineData(1, new float[] { 1, 2, 5, 6 })]
    [InlineData(2, new float[] { 1, 2, 3, 4 })]
    public void SplitOfAFile_GetsTheNamesItLacksAndRuns(int omitted, float[] expected)
    {
        var model = OnnxModel.Parse(Split(omitted).ToByteArray());
        AssertNamed(model.Proto.Graph.Node[0], omitted);
        Assert.Equal(expected, TinyNetwork.Run(model, X, 1, 6).SelectMany(values => values));
    }

    [Fact]
    public void SplitThatWasBuiltSo_IsRefusedWithItsName()
    {
        var message = Assert.Throws<InvalidModelException>(() => OnnxModel.From(Split(1))).Message;
        Assert.Contains("output 1 of the Split node 'parts' has no name", message, StringComparison.Ordinal);
    }

    [Fact]
    public void NodeInsideABranch_GetsTheNameItLacksAndRuns()
    {
        GraphProto Branch(string name)
        {
            var split = Split(0).Graph.Node[0];
            (split.Output[1], split.Output[2]) = (name + ".1", name + ".2");
            return new() { Name = name, Node = { split }, Output = { new ValueInfoProto { Name = name + ".1" } } };
        }

        var graph = new GraphBuilder("branches");
        graph.Input("x", DataType.Float, 1, 6);
        graph.Add(new TensorProto { Name = "yes", DataType = (int)DataType.Bool, RawData = ByteString.CopyFrom(1) });
        graph.Add(new NodeProto { OpType = "If", Input = { "yes" }, Output = { "y" }, Attribute = { Attribute("then_branch"), Attribute("else_branch") } });
        graph.Graph.Output.Add(new ValueInfoProto { Name = "y" });
        var model = OnnxModel.Parse(graph.ToModel().ToByteArray());
        Assert.All(model.Proto.Graph.Node[0].Attribute, branch => AssertNamed(branch.G.Node[0], 0));
        Assert.Equal([3, 4], TinyNetwork.Run(model, X, 1, 6)[0]);

        AttributeProto Attribute(string branch) => new() { Name = branch, Type = AttributeProto.Types.AttributeType.Graph, G = Branch(branch) };
    }

    [Fact]
    public void TrainingNormalization_GetsTheNamesItLacksAndRuns()
    {
        var graph = new GraphBuilder("normalization");
        graph.Input("x", DataType.Float, 1, 2, 3, 1);
        // Of different values: ONNX Runtime merges equal constants, and then writes the new mean into all of them.
        string[] constants = [.. new[] { "bias", "scale", "mean", "variance" }.Index().Select(c => graph.Constant(Tensors.FromFloats(c.Item, [c.Index + 1, 2], 2)))];
        graph.Node("BatchNormalization", ["x", constants[1], constants[0], constants[2], constants[3]], [("training_mode", 1L)], ["y", "", ""]);
        graph.Graph.Output.Add(new ValueInfoProto { Name = "y" });
        var model = OnnxModel.Parse(graph.ToModel().ToByteArray());
        AssertNamed(model.Proto.Graph.Node[0], 1, 2);
        Assert.Equal(1, TinyNetwork.Run(model, X, 1, 2, 3, 1)[0][1], 1e-3);
    }

    [Fact]
    public void OptionalOutputThatRuns_IsLeftAsItWasRead()
    {
        var graph = new GraphBuilder("dropout");
        graph.Input("x", DataType.Float, 1, 6);
        graph.Node("Dropout", ["x"], null, ["y", ""]);
        graph.Graph.Output.Add(new ValueInfoProto { Name = "y" });
        var bytes = graph.ToModel().ToByteArray();
        Assert.Equal(bytes, OnnxModel.Parse(bytes).ToBytes());
    }

    private static void AssertNamed(NodeProto node, params int[] outputs)
    {
        Assert.All(outputs, output => Assert.StartsWith("omitted_", node.Output[output], StringComparison.Ordinal));
        Assert.Distinct(node.Output);
    }

    private static ModelProto Split(int omitted)
    {
        string[] outputs = ["a", "b", "c"];
        outputs[omitted] = "";
        var graph = new GraphBuilder("split");
        graph.Input("x", DataType.Float, 1, 6);
        graph.Node("Split", ["x"], [("axis", 1L)], outputs);
        graph.Graph.Node[0].Name = "parts";
        graph.Graph.Output.AddRange(outputs.Where(output => output.Length > 0).Select(output => new ValueInfoProto { Name = output }));
        return graph.ToModel();
    }
}
