using Google.Protobuf;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Onnx;

public sealed class ModelAdmissionTests
{
    [Fact]
    public void ModelWithoutNodesOrOperatorSet_IsRefused()
    {
        Refused(new ModelProto(), "no graph");
        var model = Tiny();
        model.OpsetImport.Clear();
        Refused(model, "operator set");
    }

    [Fact]
    public void TensorOfAnotherLength_IsRefusedWithBothNumbers()
    {
        var model = Tiny();
        model.Graph.Initializer[0].Dims[0] += 1;
        Refused(model, "holds 432 bytes or values where its shape [5, 3, 3, 3] needs 540");
    }

    [Fact]
    public void TypedValuesOfAnotherNumber_AreRefused()
    {
        var model = Tiny();
        var tensor = new TensorProto { Name = "short", DataType = (int)TensorProto.Types.DataType.Float, FloatData = { 1, 2 }, Dims = { 3 } };
        model.Graph.Initializer.Add(tensor);
        Refused(model, "'short' holds 2");
    }

    [Fact]
    public void ShapeThatOverflows_IsRefused()
    {
        var model = Tiny();
        model.Graph.Initializer[0].Dims.Clear();
        model.Graph.Initializer[0].Dims.AddRange([long.MaxValue / 2, 3]);
        Refused(model, "needs");
        model.Graph.Initializer[0].Dims[1] = -3;
        Refused(model, "dimensions are at least 0");
    }

    [Fact]
    public void TensorInsideAConstantNode_IsCheckedToo()
    {
        var model = Tiny();
        var wrong = Tensors.FromFloats("value", [1f, 2f], 2);
        wrong.Dims[0] = 7;
        model.Graph.Node.Add(new NodeProto { OpType = "Constant", Output = { "c" }, Attribute = { GraphBuilder.Attribute("value", wrong) } });
        Refused(model, "'value' holds 8");
    }

    [Fact]
    public void FunctionThatCallsItself_IsRefused()
    {
        var model = Tiny();
        model.Functions.Add(Function("loop", "loop"));
        Refused(model, "or itself");
    }

    [Fact]
    public void LongChainOfFunctions_IsRefusedWithoutExhaustingTheStack()
    {
        var model = Tiny();
        model.Functions.AddRange(Enumerable.Range(0, 50_000).Select(i => Function($"f{i}", $"f{i + 1}")));
        Refused(model, "16 deep");
        model.Functions.Clear();
        model.Functions.AddRange(Enumerable.Range(0, 17).Reverse().Select(i => Function($"f{i}", $"f{i + 1}")));
        Refused(model, "16 deep");
    }

    [Fact]
    public void FunctionsThatCallEachOtherManyTimes_AreCheckedInNoTime()
    {
        // Twenty calls each, fifteen deep: 20^15 paths.
        var model = Tiny();
        model.Functions.AddRange(Enumerable.Range(0, 15).Select(i => Function($"f{i}", [.. Enumerable.Repeat($"f{i + 1}", 20)])));
        Assert.Equal(15, OnnxModel.From(model).Proto.Functions.Count);
    }

    [Fact]
    public void CallInsideASubgraphOfAFunction_CountsToo()
    {
        var model = Tiny();
        var function = Function("outer");
        var branch = new GraphProto { Node = { new NodeProto { OpType = "outer", Domain = "local" } } };
        function.Node.Add(new NodeProto { OpType = "If", Attribute = { new AttributeProto { Name = "then_branch", G = branch } } });
        model.Functions.Add(function);
        Refused(model, "or itself");
    }

    [Fact]
    public void DeeplyNestedSubgraphs_AreRefused()
    {
        var model = Tiny();
        var inner = new GraphProto { Node = { new NodeProto { OpType = "Relu" } } };
        for (var depth = 0; depth < 20; depth++)
        {
            inner = new GraphProto { Node = { new NodeProto { OpType = "If", Attribute = { new AttributeProto { Name = "then_branch", G = inner } } } } };
        }

        model.Graph.Node.Add(inner.Node[0]);
        Refused(model, "deep");
    }

    [Fact]
    public void NestingBeyondTheParsersLimit_IsATypedErrorToo()
    {
        var inner = new GraphProto();
        for (var depth = 0; depth < 200; depth++)
        {
            inner = new GraphProto { Node = { new NodeProto { Attribute = { new AttributeProto { G = inner } } } } };
        }

        var bytes = new ModelProto { Graph = inner }.ToByteArray();
        Assert.Throws<InvalidModelException>(() => OnnxModel.Parse(bytes));
    }

    private static ModelProto Tiny()
    {
        var net = new TinyNetwork();
        return net.Done(net.ConvRelu("image", 3, 4)).Proto;
    }

    private static FunctionProto Function(string name, params string[] calls)
    {
        var function = new FunctionProto { Name = name, Domain = "local" };
        function.Node.AddRange(calls.Select(called => new NodeProto { OpType = called, Domain = "local" }));
        return function;
    }

    private static void Refused(ModelProto model, string because) =>
        Assert.Contains(because, Assert.Throws<InvalidModelException>(() => OnnxModel.From(model)).Message, StringComparison.Ordinal);
}
