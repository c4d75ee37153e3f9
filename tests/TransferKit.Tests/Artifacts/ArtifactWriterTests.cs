using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Tests.Artifacts;

public class ArtifactWriterTests
{
    [Fact]
    public void File_HasImageInput_AndOneOutputATask()
    {
        var graph = ArtifactWriter.Build(TinyModel.Content()).Proto.Graph;
        Assert.Equal(["image:N,3,8,12"], graph.Input.Select(Describe));
        Assert.Equal(["label:N,3", "age:N,1"], graph.Output.Select(Describe));
        Assert.Empty(graph.ValueInfo);
    }

    [Theory]
    [InlineData(13, 13)]
    [InlineData(17, 17)]
    [InlineData(21, 17)]
    public void File_IsOfOperatorSet17AtMost_AndFileFormat8(int backbone, int expected)
    {
        var model = ArtifactWriter.Build(TinyModel.Content() with { Stages = TinyModel.Stages(TinyModel.Backbone(operatorSet: backbone)) }).Proto;
        Assert.Equal(8, model.IrVersion);
        Assert.Equal(("", expected), (model.OpsetImport.Single().Domain, model.OpsetImport.Single().Version));
    }

    [Fact]
    public void File_HoldsNothingThatNoOutputNeeds()
    {
        var backbone = TinyModel.Backbone(model =>
        {
            model.Graph.Initializer.Add(TinyModel.Noise("unused", 3));
            model.Graph.Node[0].DocString = "a stack trace";
        });
        var graph = ArtifactWriter.Build(TinyModel.Content() with { Stages = TinyModel.Stages(backbone) }).Proto.Graph;
        Assert.DoesNotContain("classifier", graph.Initializer.Select(tensor => tensor.Name));
        Assert.Empty(graph.Initializer.Select(tensor => tensor.Name).Except(graph.Node.SelectMany(node => node.Input)));
        var read = graph.Node.SelectMany(node => node.Input).Concat(graph.Output.Select(output => output.Name)).ToHashSet();
        Assert.All(graph.Node, node => Assert.Contains(node.Output[0], read));
        Assert.All(graph.Node, node => Assert.Equal("", node.DocString));
    }

    [Fact]
    public void Outputs_AreTheHeadsOnTheBackbonesOwnActivations()
    {
        var content = TinyModel.Content();
        var pixels = GoldenVectors.MakeInput(3, TinyModel.Width, TinyModel.Height);
        var outputs = Run(ArtifactWriter.Build(content), pixels);
        var features = ReferenceHead.Features(pixels);
        for (var row = 0; row < GoldenVectors.Batch; row++)
        {
            AssertNear(ReferenceHead.Answer(content.Heads[0], features[row]), outputs["label"].AsSpan(row * 3, 3));
            AssertNear(ReferenceHead.Answer(content.Heads[1], features[row]), outputs["age"].AsSpan(row, 1));
        }
    }

    [Fact]
    public void BackboneOfOtherLayout_GivesTheSameOutputs()
    {
        var channelsLast = TinyModel.Backbone(model =>
        {
            var transpose = new NodeProto { OpType = "Transpose", Name = "t" };
            transpose.Input.Add("pixels");
            transpose.Output.Add("planes");
            transpose.Attribute.Add(GraphBuilder.Attribute("perm", new long[] { 0, 3, 1, 2 }));
            model.Graph.Node[0].Input[0] = "planes";
            model.Graph.Node.Insert(0, transpose);
            model.Graph.Input[0] = GraphBuilder.ValueInfo("pixels", TensorProto.Types.DataType.Float, [null, 8, 12, 3]);
        });
        var content = TinyModel.Content();
        var pixels = GoldenVectors.MakeInput(3, TinyModel.Width, TinyModel.Height);
        var expected = Run(ArtifactWriter.Build(content), pixels);
        var found = Run(ArtifactWriter.Build(content with { Stages = TinyModel.Stages(channelsLast, 1, 8, 12, 3), Input = TinyModel.Input with { Layout = TensorLayout.Nhwc } }), pixels);
        Assert.Equal(expected["label"], found["label"]);
    }

    [Fact]
    public void NamesThatClashWithOurs_AreChangedInTheBackbone()
    {
        var plain = ArtifactWriter.Build(TinyModel.Content());
        var clashing = TinyModel.Backbone(model =>
        {
            Rename(model, "conv", "image");
            Rename(model, "stage1", "label");
            Rename(model, "weight1", HeadNames.Weight("label", 0));
        });
        var features = new FeatureSpec([new("label", Pooling.Max), new("stage2", Pooling.Mean)]);
        var model = ArtifactWriter.Build(TinyModel.Content() with { Stages = TinyModel.Stages(clashing), Features = features });
        var pixels = GoldenVectors.MakeInput(3, TinyModel.Width, TinyModel.Height);
        Assert.Equal(Run(plain, pixels)["label"], Run(model, pixels)["label"]);
        Assert.Equal("label_2", ArtifactMetadata.Read(model).Features.Taps[0].Tensor);
        Assert.Equal(TinyModel.Classifier().Layers[0].Weights, HeadReader.Read(model)[0].Layers[0].Weights);
    }

    [Theory]
    [InlineData("")]
    [InlineData("image")]
    [InlineData("a b")]
    [InlineData("9lives")]
    [InlineData("a/b")]
    [InlineData("line\n")]
    public void TaskThatCannotNameAnOutput_IsRefused(string name)
    {
        var error = Assert.Throws<InvalidOptionsException>(() => ArtifactWriter.Build(TinyModel.Content(TinyModel.Classifier(name))));
        Assert.Contains($"'{name}'", error.Message);
    }

    [Fact]
    public void TwoTasksOfOneName_AreRefused() => Assert.Throws<InvalidOptionsException>(
        () => ArtifactWriter.Build(TinyModel.Content(TinyModel.Classifier("age"), TinyModel.Regressor("age"))));

    [Fact]
    public void SameRun_GivesSameBytes() =>
        Assert.Equal(ArtifactWriter.Build(TinyModel.Content()).Digest, ArtifactWriter.Build(TinyModel.Content()).Digest);

    [Fact]
    public void Times_AreOutsideTheDigest()
    {
        var times = new ArtifactTimes(DateTimeOffset.UnixEpoch, new Dictionary<string, double> { ["train"] = 1.5 });
        var timed = ArtifactWriter.Build(TinyModel.Content() with { Times = times });
        var timeless = ArtifactWriter.Build(TinyModel.Content());
        Assert.NotEqual(timeless.Digest, timed.Digest);
        Assert.Equal(ArtifactDigest.Of(timeless), ArtifactDigest.Of(timed));
        Assert.Equal(times.Created, ArtifactMetadata.Read(timed).Times!.Created);
        Assert.NotEqual(ArtifactDigest.Of(timeless), ArtifactDigest.Of(ArtifactWriter.Build(TinyModel.Content(TinyModel.Classifier()))));
    }

    [Fact]
    public void HeadForOtherFeatures_IsRefused()
    {
        var content = TinyModel.Content() with { Features = new([new("stage2", Pooling.Mean)]) };
        var error = Assert.Throws<ArgumentException>(() => ArtifactWriter.Build(content));
        Assert.Contains("takes 11 features and is given 6", error.Message);
    }

    [Fact]
    public void WeightThatIsNoNumber_IsRefused()
    {
        var head = TinyModel.Classifier();
        head.Layers[0].Weights[3] = float.NaN;
        Assert.Throws<ArgumentException>(() => ArtifactWriter.Build(TinyModel.Content(head)));
    }

    private static string Describe(ValueInfoProto value) =>
        $"{value.Name}:{string.Join(",", value.Type.TensorType.Shape.Dim.Select(d => d.HasDimValue ? d.DimValue.ToString() : d.DimParam))}";

    private static void Rename(ModelProto model, string from, string to)
    {
        foreach (var node in model.Graph.Node)
        {
            for (var i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == from ? to : node.Input[i];
            }

            node.Output[0] = node.Output[0] == from ? to : node.Output[0];
        }

        foreach (var tensor in model.Graph.Initializer.Where(tensor => tensor.Name == from))
        {
            tensor.Name = to;
        }
    }

    private static void AssertNear(double[] expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-4 * expected.Max(Math.Abs));
        }
    }

    private static Dictionary<string, float[]> Run(OnnxModel model, float[] pixels)
    {
        using var session = new SharedSession(model);
        var outputs = session.Run(pixels, [GoldenVectors.Batch, 3, TinyModel.Height, TinyModel.Width]);
        return session.Outputs.Zip(outputs).ToDictionary(pair => pair.First, pair => pair.Second.Values);
    }
}
