using TransferKit.Backbones;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;

namespace TransferKit.Tests.Backbones;

/// <summary>What a file's metadata say about its input and its trunk.</summary>
public sealed class BackboneMetadataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("NominalRange_0_255", 0, 255)]
    [InlineData("Normalized_0_1", 0, 1)]
    [InlineData("Normalized_1_1", -1, 1)]
    public async Task OnnxMetadata_SaysTheRange(string nominal, float low, float high)
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32]).With(("Image.NominalPixelRange", nominal)));

        Assert.Equal(low, backbone.Input.Offset[0]);
        Assert.Equal(high, (255 * backbone.Input.Scale[0]) + backbone.Input.Offset[0], 5);
        Assert.Empty(backbone.Notes);
    }

    [Theory]
    [InlineData("Image.NominalPixelRange", "NominalRange_16_235")]
    [InlineData("Image.BitmapPixelFormat", "Bgr8")]
    [InlineData("transferkit.input", "{\"width\":3}")]
    [InlineData("transferkit.input", "{\"width\":32,\"height\":32,\"resize\":\"stretch\",\"scale\":[1]}")]
    [InlineData("transferkit.input", "{\"width\":32,\"height\":32,\"resize\":\"melt\"}")]
    public async Task MetadataThatCannotBeFollowed_IsATypedError(string key, string value) =>
        await Assert.ThrowsAsync<InvalidModelException>(() => LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32]).With((key, value))));

    [Fact]
    public async Task TrainedModel_SaysItsSizeAndItsTrunk()
    {
        var model = TinyOnnx.Classifier([null, 3, 32, 24]).With(
            ("transferkit.input", "{\"width\":24,\"height\":32,\"resize\":\"center-crop\",\"filter\":\"lanczos3\"}"),
            ("transferkit.features", "[{\"tensor\":\"relu\",\"pooling\":\"mean\"},{\"tensor\":\"conv\",\"pooling\":\"mean\"}]"));
        model.Graph.Input[0].Name = "image";
        model.Graph.Node[0].Input[0] = "image";

        var backbone = await LoadAsync(model);

        Assert.Equal(("image", 24, 32, ResizeMode.CenterCrop), (backbone.Input.Name, backbone.Input.Width, backbone.Input.Height, backbone.Input.Resize));
        Assert.Equal([1f, 1f, 1f], backbone.Input.Scale);
        Assert.Equal("relu", backbone.Stages.TrunkEnd.Tensor);
        Assert.Empty(backbone.Notes);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[{\"tensor\":\"gone\"}]")]
    public async Task TrainedModel_WithDamagedTrunk_IsATypedError(string taps)
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32]).With(("transferkit.features", taps)));

        Assert.Throws<InvalidModelException>(() => backbone.Stages);
    }

    private async Task<Backbone> LoadAsync(ModelProto model, BackboneOptions? options = null)
    {
        var path = _folder.File("tiny.onnx");
        await File.WriteAllBytesAsync(path, Google.Protobuf.MessageExtensions.ToByteArray(model));
        return await Backbone.LoadAsync(path, options);
    }
}
