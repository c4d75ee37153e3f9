using TransferKit.Artifacts;
using TransferKit.Features;
using TransferKit.Graphs.Onnx;
using AttributeType = TransferKit.Graphs.Onnx.AttributeProto.Types.AttributeType;

namespace TransferKit.Tests.Artifacts;

public class UnsupportedBackboneTests
{
    [Fact]
    public void ForeignOperator_IsNamed()
    {
        var error = Refused(model => MakeForeign(model, 1, "Gelu"));
        Assert.Contains("'stage1' (com.microsoft.Gelu) is not a standard operator", error.Message);
    }

    [Fact]
    public void ForeignOperatorBehindTheTaps_DoesNotMatter() => ArtifactWriter.Build(
        TinyModel.Content() with { Stages = TinyModel.Stages(TinyModel.Backbone(model => MakeForeign(model, 6, "FusedMatMul"))) });

    [Fact]
    public void OperatorThatIsNewerThanSeventeen_IsNamed()
    {
        var error = Refused(model => model.Graph.Node[1].OpType = "Mish", operatorSet: 18);
        Assert.Contains("'stage1' (Mish) of operator set 18 has no equal in operator set 17", error.Message);
    }

    [Fact]
    public void OperatorSetBeyondTheKnown_IsRefused() => Assert.Contains("operator set 24", Refused(_ => { }, operatorSet: 24).Message);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AxesInput_BecomesTheAttributeOfOldOperatorSets(bool asNode)
    {
        var backbone = TinyModel.Backbone(model => Append(model, asNode), operatorSet: 18);
        var content = TinyModel.Content() with { Stages = TinyModel.Stages(backbone), Features = new([new("stage1", Pooling.Max), new("reduced", Pooling.Mean)]) };
        var graph = ArtifactWriter.Build(content).Proto.Graph;
        var reduce = graph.Node.Single(node => node.Output[0] == "reduced");
        Assert.Single(reduce.Input);
        Assert.Equal([2, 3], reduce.Longs("axes")!);
        Assert.DoesNotContain(graph.Node, node => node.OpType == "Constant");

        static void Append(ModelProto model, bool asNode)
        {
            var axes = Tensors.FromLongs("axes", [2, 3], 2);
            if (asNode)
            {
                var constant = new NodeProto { OpType = "Constant", Name = "c" };
                constant.Output.Add("axes");
                constant.Attribute.Add(GraphBuilder.Attribute("value", axes));
                model.Graph.Node.Insert(0, constant);
            }
            else
            {
                model.Graph.Initializer.Add(axes);
            }

            var reduce = new NodeProto { OpType = "ReduceMean", Name = "r" };
            reduce.Input.AddRange(["stage2", "axes"]);
            reduce.Output.Add("reduced");
            reduce.Attribute.Add(GraphBuilder.Attribute("keepdims", 0L));
            reduce.Attribute.Add(GraphBuilder.Attribute("noop_with_empty_axes", 0L));
            model.Graph.Node.Add(reduce);
        }
    }

    [Fact]
    public void FrozenBatchSize_IsRefused()
    {
        var error = Refused(model =>
        {
            model.Graph.Initializer.Add(Tensors.FromLongs("shape", [1, 5, 4, 6], 4));
            var reshape = new NodeProto { OpType = "Reshape", Name = "frozen" };
            reshape.Input.AddRange(["conv", "shape"]);
            reshape.Output.Add("reshaped");
            model.Graph.Node.Insert(1, reshape);
            model.Graph.Node[2].Input[0] = "reshaped";
        });
        Assert.Contains("[2, 3, 8, 12]", error.Message);
    }

    [Fact]
    public void MissingTap_IsNamed()
    {
        var content = TinyModel.Content() with { Features = new([new("stage9", Pooling.Mean)]) };
        Assert.Contains("'stage9'", Assert.Throws<InvalidModelException>(() => ArtifactWriter.Build(content)).Message);
    }

    [Fact]
    public void BodiesOfIf_KeepWhatTheyReadFromOutside()
    {
        var backbone = TinyModel.Backbone(model =>
        {
            model.Graph.Initializer.Add(new TensorProto { Name = "yes", DataType = (int)TensorProto.Types.DataType.Bool, RawData = Google.Protobuf.ByteString.CopyFrom(1) });
            var node = new NodeProto { OpType = "If", Name = "if" };
            node.Input.Add("yes");
            node.Output.Add("chosen");
            foreach (var branch in new[] { "then_branch", "else_branch" })
            {
                var body = new GraphProto { Name = branch };
                var relu = new NodeProto { OpType = "Relu", Name = branch };
                relu.Input.Add("stage2");
                relu.Output.Add("softmax");
                body.Node.Add(relu);
                body.Output.Add(GraphBuilder.ValueInfo("softmax", TensorProto.Types.DataType.Float, [null, 6, 2, 3]));
                node.Attribute.Add(new AttributeProto { Name = branch, Type = AttributeType.Graph, G = body });
            }

            model.Graph.Node.Add(node);
        });
        var content = TinyModel.Content() with { Stages = TinyModel.Stages(backbone), Features = new([new("stage1", Pooling.Max), new("chosen", Pooling.Mean)]) };
        var graph = ArtifactWriter.Build(content).Proto.Graph;
        Assert.Contains(graph.Node, node => node.Output[0] == "stage2");
    }

    private static void MakeForeign(ModelProto model, int node, string operatorType)
    {
        (model.Graph.Node[node].Domain, model.Graph.Node[node].OpType) = ("com.microsoft", operatorType);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.microsoft", Version = 1 });
    }

    private static InvalidModelException Refused(Action<ModelProto> change, int operatorSet = 13) => Assert.Throws<InvalidModelException>(
        () => ArtifactWriter.Build(TinyModel.Content() with { Stages = TinyModel.Stages(TinyModel.Backbone(change, operatorSet)) }));
}
