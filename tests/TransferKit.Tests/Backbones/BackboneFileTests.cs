using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Tests.Backbones;

/// <summary>What an ONNX file says about its input, and what is guessed.</summary>
public sealed class BackboneFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ChannelsFirstModel_IsReadAsItSays()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 3, 40, 48]), new() { InputRange = new(0, 1) });

        Assert.Equal("tiny.onnx", backbone.Id);
        Assert.Equal(("pixels", 48, 40, TensorLayout.Nchw), (backbone.Input.Name, backbone.Input.Width, backbone.Input.Height, backbone.Input.Layout));
        Assert.Equal([1 / 255f, 1 / 255f, 1 / 255f], backbone.Input.Scale);
        Assert.Equal([0f, 0f, 0f], backbone.Input.Offset);
        Assert.Empty(backbone.Notes);
        Assert.Null(backbone.Card);
        Assert.NotEmpty(backbone.Stages);
    }

    [Fact]
    public async Task ChannelsLastModel_IsGuessedToComeFromTensorFlow()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 32, 32, 3], before: TinyOnnx.ToChannelsFirst));

        Assert.Equal(TensorLayout.Nhwc, backbone.Input.Layout);
        Assert.Equal([-1f, -1f, -1f], backbone.Input.Offset);
        Assert.Contains("-1:1", Assert.Single(backbone.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TensorFlowPadding_IsGuessedToComeFromTensorFlow()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32], padding: "SAME_UPPER"));

        Assert.Equal([2 / 255f, 2 / 255f, 2 / 255f], backbone.Input.Scale);
    }

    [Fact]
    public async Task OtherModels_AreGuessedToWantImageNetsMeanAndDeviation()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32]));

        for (var channel = 0; channel < 3; channel++)
        {
            var mean = new[] { 0.485, 0.456, 0.406 }[channel];
            var deviation = new[] { 0.229, 0.224, 0.225 }[channel];
            Assert.Equal((1 - mean) / deviation, (255 * backbone.Input.Scale[channel]) + backbone.Input.Offset[channel], 5);
        }

        Assert.Contains("guessed", Assert.Single(backbone.Notes), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task MobileNetWithoutMetadata_IsReadAsTensorFlowTrainedIt()
    {
        var file = Repository.SharedData("backbones/mobilenet-v1-imagenet.onnx");
        Skip.If(file is null, "the shared test data are not beside the checkout");

        var backbone = await Backbone.LoadAsync(file);

        Assert.Equal((224, 224, TensorLayout.Nchw), (backbone.Input.Width, backbone.Input.Height, backbone.Input.Layout));
        Assert.Equal([-1f, -1f, -1f], backbone.Input.Offset);
        Assert.Equal(2, backbone.Notes.Count);
        Assert.Equal(14, backbone.Stages.Count);
    }

    [Fact]
    public async Task LayoutThatContradictsTheShape_IsAWrongOption() => await Assert.ThrowsAsync<InvalidOptionsException>(
        () => LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32]), new() { InputLayout = TensorLayout.Nhwc }));

    [Theory]
    [InlineData("1:0")]
    [InlineData("0")]
    [InlineData("a:b")]
    [InlineData("0:NaN")]
    [InlineData("0:1:2")]
    public void RangeThatIsNone_IsAWrongOption(string text) => Assert.Throws<InvalidOptionsException>(() => InputRange.Parse(text));

    [Fact]
    public void Range_IsWrittenAsItIsRead() => Assert.Equal("-0.5:1.5", InputRange.Parse("-0.5:1.5").ToString());

    private async Task<Backbone> LoadAsync(ModelProto model, BackboneOptions? options = null)
    {
        var path = _folder.File("tiny.onnx");
        await File.WriteAllBytesAsync(path, Google.Protobuf.MessageExtensions.ToByteArray(model));
        return await Backbone.LoadAsync(path, options);
    }
}
