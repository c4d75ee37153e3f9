using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Tests.Artifacts;

public sealed class RefusedModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OtherOnnxFile_IsToldWhatItLacks()
    {
        TinyModel.Backbone().Save(_folder["m.onnx"]);
        var error = Refused();
        Assert.Contains("has no metadata 'transferkit.format'", error.Message);
        Assert.Equal(_folder["m.onnx"], error.Path);
    }

    [Fact]
    public void NewerFormat_IsToldToUpdate() => Assert.Contains(
        "format version 2; this TransferKit reads up to 1", RefusedAfter(model => Entry(model, "transferkit.format").Value = "2").Message);

    [Fact]
    public void FormatThatIsNoNumber_IsNamed() =>
        Assert.Contains("'two'", RefusedAfter(model => Entry(model, "transferkit.format").Value = "two").Message);

    [Theory]
    [InlineData("transferkit.tasks")]
    [InlineData("transferkit.input")]
    [InlineData("transferkit.features")]
    [InlineData("transferkit.metrics")]
    [InlineData("transferkit.provenance")]
    [InlineData("transferkit.training-images")]
    [InlineData("transferkit.golden")]
    public void KeyThatIsMissingOrDamaged_IsNamed(string key)
    {
        Assert.Contains($"lacks the metadata '{key}'", RefusedAfter(model => model.MetadataProps.Remove(Entry(model, key))).Message);
        Assert.Contains($"the metadata '{key}' cannot be read", RefusedAfter(model => Entry(model, key).Value = "{\"seed\":").Message);
    }

    [Theory]
    [InlineData("transferkit.tasks", "[null,null]")]
    [InlineData("transferkit.features", "[null]")]
    [InlineData("transferkit.input", "{\"name\":\"image\",\"width\":2000000,\"height\":8,\"layout\":\"nchw\",\"scale\":[1,1,1],\"offset\":[0,0,0],\"resize\":\"stretch\",\"filter\":\"triangle\",\"colour\":\"rgb\",\"orientation\":\"exif\"}")]
    [InlineData("transferkit.tasks", "[{\"name\":\"label\"}]")]
    [InlineData("transferkit.tasks", "[{\"name\":null,\"kind\":\"classification\",\"column\":\"c\",\"classes\":[]}]")]
    [InlineData("transferkit.input", "null")]
    [InlineData("transferkit.input", "{\"width\":-1,\"height\":8,\"resize\":\"stretch\"}")]
    [InlineData("transferkit.input", "{\"width\":12,\"height\":8,\"resize\":\"unknown\"}")]
    [InlineData("transferkit.golden", "{\"seed\":7,\"outputs\":{}}")]
    [InlineData("transferkit.golden", "{\"seed\":7,\"outputs\":{\"label\":null,\"age\":null}}")]
    [InlineData("transferkit.golden", "{\"seed\":7,\"outputs\":{\"label\":[],\"age\":[]}}")]
    [InlineData("transferkit.training-images", "AAAA")]
    public void MetadataThatMakesNoSense_IsRefused(string key, string value) => RefusedAfter(model => Entry(model, key).Value = value);

    [Fact]
    public void ChangedWeight_IsNoticedByTheGoldenVectors()
    {
        var error = RefusedAfter(model =>
        {
            var tensor = model.Graph.Initializer.Single(tensor => tensor.Name == "weight2");
            var values = Tensors.ToFloats(tensor);
            values[7] += 1;
            tensor.RawData = Tensors.FromFloats("", values, values.Length).RawData;
        });
        Assert.Contains("does not answer its own test input", error.Message);
    }

    [Fact]
    public void OutputsThatAreNotTheTasks_AreNamed()
    {
        Assert.Contains("has 1 outputs for 2 tasks", RefusedAfter(model => model.Graph.Output.RemoveAt(1)).Message);
        Assert.Contains("image [N, 3, 9, 12]", RefusedAfter(model => model.Graph.Input[0].Type.TensorType.Shape.Dim[2].DimValue = 9).Message);
    }

    [Fact]
    public void FileCutAnywhere_IsATypedError()
    {
        var bytes = ArtifactWriter.Build(TinyModel.Content()).ToBytes();
        for (var length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(_folder["m.onnx"], bytes[..length]);
            Refused();
        }
    }

    [Fact]
    public void FileThatIsNotThere_IsATypedError() => Refused();

    private static StringStringEntryProto Entry(ModelProto model, string key) => model.MetadataProps.Single(entry => entry.Key == key);

    private InvalidModelException RefusedAfter(Action<ModelProto> change)
    {
        var proto = ArtifactWriter.Build(TinyModel.Content()).Proto;
        change(proto);
        OnnxModel.From(proto).Save(_folder["m.onnx"]);
        return Refused();
    }

    private InvalidModelException Refused() => Assert.Throws<InvalidModelException>(() => Predictor.Load(_folder["m.onnx"]));
}
