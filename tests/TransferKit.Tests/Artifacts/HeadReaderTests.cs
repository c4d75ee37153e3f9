using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;

namespace TransferKit.Tests.Artifacts;

public class HeadReaderTests
{
    [Fact]
    public void SavedHeads_AreReadBackBitForBit()
    {
        var content = TinyModel.Content();
        var heads = HeadReader.Read(OnnxModel.Parse(ArtifactWriter.Build(content).ToBytes()));
        Assert.Equal(content.Heads.Count, heads.Count);
        foreach (var (saved, read) in content.Heads.Zip(heads))
        {
            Assert.Equal(saved.Task, read.Task);
            Assert.Equal(saved.Classes, read.Classes);
            Assert.Equal(saved.FeatureMean, read.FeatureMean);
            Assert.Equal(saved.FeatureScale, read.FeatureScale);
            Assert.Equal((saved.Temperature, saved.TargetMean, saved.TargetScale), (read.Temperature, read.TargetMean, read.TargetScale));
            Assert.Equal(saved.Layers.Select(layer => layer.Activation), read.Layers.Select(layer => layer.Activation));
            Assert.Equal(saved.Layers.SelectMany(layer => layer.Weights), read.Layers.SelectMany(layer => layer.Weights));
            Assert.Equal(saved.Layers.SelectMany(layer => layer.Bias), read.Layers.SelectMany(layer => layer.Bias));
        }
    }

    [Fact]
    public void SavedModel_SavedAgain_AnswersTheSame_AndHoldsItsHeadsOnce()
    {
        var first = ArtifactWriter.Build(TinyModel.Content());
        var again = TinyModel.Content() with
        {
            Stages = TinyModel.Stages(first),
            Input = new("image", TinyModel.Width, TinyModel.Height, TensorLayout.Nchw, [1, 1, 1], [0, 0, 0]),
            Features = ArtifactMetadata.Read(first).Features,
            Heads = HeadReader.Read(first),
        };
        var second = ArtifactWriter.Build(again);
        Assert.Equal(first.Proto.Graph.Node.Count, second.Proto.Graph.Node.Count);
        Assert.Equal(first.Proto.Graph.Initializer.Select(t => t.Name).Order(), second.Proto.Graph.Initializer.Select(t => t.Name).Order());
        Assert.Equal(Run(first), Run(second));
    }

    [Fact]
    public void HeadWithAMissingPart_IsATypedError()
    {
        var proto = ArtifactWriter.Build(TinyModel.Content()).Proto;
        proto.Graph.Initializer.Remove(proto.Graph.Initializer.Single(tensor => tensor.Name == "transferkit.head.age.bias0"));
        var error = Assert.Throws<InvalidModelException>(() => HeadReader.Read(OnnxModel.From(proto)));
        Assert.Contains("'transferkit.head.age.bias0'", error.Message);
    }

    [Fact]
    public void OtherOnnxFile_HasNoHeads()
    {
        Assert.False(ArtifactMetadata.IsIn(TinyModel.Backbone()));
        Assert.Throws<InvalidModelException>(() => HeadReader.Read(TinyModel.Backbone()));
    }

    private static float[] Run(OnnxModel model)
    {
        using var session = new SharedSession(model);
        var input = GoldenVectors.MakeInput(5, TinyModel.Width, TinyModel.Height);
        return [.. session.Run(input, [GoldenVectors.Batch, 3, TinyModel.Height, TinyModel.Width]).SelectMany(output => output.Values)];
    }
}
