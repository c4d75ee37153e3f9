using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Backbones;

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

    [Fact]
    public async Task OpenSize_Is224AndSaidToBeAGuess()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 3, null, null]), new() { InputRange = new(0, 1) });

        Assert.Equal((224, 224), (backbone.Input.Width, backbone.Input.Height));
        Assert.Contains("guessed 224", Assert.Single(backbone.Notes), StringComparison.Ordinal);
        Assert.Equal(["N", "3", "224", "224"], InputDimensions(backbone));
    }

    [Fact]
    public async Task OpenSize_TakesTheOption()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 3, null, null]), new() { InputRange = new(0, 1), InputSize = 96 });

        Assert.Equal((96, 96), (backbone.Input.Width, backbone.Input.Height));
        Assert.Empty(backbone.Notes);
    }

    [Fact]
    public async Task OpenAxes_AreGuessedChannelsFirstAndSaid()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, null, null, null]), new() { InputRange = new(0, 1), InputSize = 32 });

        Assert.Equal(TensorLayout.Nchw, backbone.Input.Layout);
        Assert.Contains("guessed nchw", Assert.Single(backbone.Notes), StringComparison.Ordinal);
        Assert.Equal(["N", "3", "32", "32"], InputDimensions(backbone));
    }

    [Fact]
    public async Task FixedBatch_IsFreedWhereTheGraphRunsSo()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([1, 3, 32, 32]), new() { InputRange = new(0, 1) });

        Assert.Equal(["N", "3", "32", "32"], InputDimensions(backbone));
        Assert.Contains("fixed the batch at 1", Assert.Single(backbone.Notes), StringComparison.Ordinal);
        Assert.Equal(_folder.File("tiny.onnx"), backbone.Model.Path);
    }

    [Fact]
    public async Task FixedBatchThatTheGraphNeeds_IsATypedError()
    {
        var error = await Assert.ThrowsAsync<InvalidModelException>(
            () => LoadAsync(TinyOnnx.Classifier([1, 3, 32, 32], before: TinyOnnx.OnePictureOnly)));

        Assert.Contains("free batch axis", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherSizeThanTheFilesOwn_IsTakenWhereTheGraphRunsSo()
    {
        var backbone = await LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32]), new() { InputRange = new(0, 1), InputSize = 64 });

        Assert.Equal(["N", "3", "64", "64"], InputDimensions(backbone));
        Assert.Contains("changed", Assert.Single(backbone.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherSizeThanTheGraphBears_IsATypedError()
    {
        string Fixed(GraphBuilder builder, string input) => builder.Node("Reshape", [input, builder.Longs("all", -1, 3, 32, 32)]);

        var error = await Assert.ThrowsAsync<InvalidModelException>(
            () => LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32], before: Fixed), new() { InputSize = 48 }));

        Assert.Contains("made for pictures of 3 x 32 x 32", error.Message, StringComparison.Ordinal);
    }

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

    [Fact]
    public async Task LayoutThatContradictsTheShape_IsAWrongOption() => await Assert.ThrowsAsync<InvalidOptionsException>(
        () => LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32]), new() { InputLayout = TensorLayout.Nhwc }));

    [Theory]
    [InlineData(15)]
    [InlineData(4097)]
    public async Task SizeOutOfRange_IsAWrongOption(int size)
    {
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => LoadAsync(TinyOnnx.Classifier([null, 3, null, null]), new() { InputSize = size }));

        Assert.Contains("16 to 4096", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1:0")]
    [InlineData("0")]
    [InlineData("a:b")]
    [InlineData("0:NaN")]
    [InlineData("0:1:2")]
    public void RangeThatIsNone_IsAWrongOption(string text) => Assert.Throws<InvalidOptionsException>(() => InputRange.Parse(text));

    [Fact]
    public void Range_IsWrittenAsItIsRead() => Assert.Equal("-0.5:1.5", InputRange.Parse("-0.5:1.5").ToString());

    [Fact]
    public async Task ModelWithoutPictureInput_ListsItsInputs()
    {
        var error = await Assert.ThrowsAsync<InvalidModelException>(
            () => LoadAsync(TinyOnnx.Classifier([null, 1, 32, 32])));

        Assert.Contains("'pixels' Float [?, 1, 32, 32]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelOfBytes_ListsItsInputs()
    {
        string ToFloat(GraphBuilder builder, string input) => builder.Node("Cast", [input], [("to", 1L)]);

        var error = await Assert.ThrowsAsync<InvalidModelException>(
            () => LoadAsync(TinyOnnx.Classifier([null, 3, 32, 32], DataType.Uint8, before: ToFloat)));

        Assert.Contains("'pixels' Uint8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ModelWithAnotherInput_IsATypedErrorThatListsBoth()
    {
        var model = TinyOnnx.Classifier([null, 3, 32, 32]);
        model.Graph.Input.Add(GraphBuilder.ValueInfo("length", DataType.Int64, [1]));

        var error = await Assert.ThrowsAsync<InvalidModelException>(() => LoadAsync(model));

        Assert.Contains("'length'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondPictureInput_AsksWhichOne()
    {
        var model = TinyOnnx.Classifier([null, 3, 32, 32]);
        model.Graph.Input.Add(GraphBuilder.ValueInfo("mask", DataType.Float, [1, 3, 32, 32]));

        var error = await Assert.ThrowsAsync<InvalidModelException>(() => LoadAsync(model));

        Assert.Contains("InputName", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedFile_IsATypedError()
    {
        var path = _folder.File("damaged.onnx");
        OnnxModel.From(TinyOnnx.Classifier([null, 3, 32, 32])).Save(path);
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..^40]);

        var error = await Assert.ThrowsAsync<InvalidModelException>(() => Backbone.LoadAsync(path));

        Assert.Equal(path, error.Path);
    }

    [Fact]
    public async Task MissingFile_IsATypedError() =>
        await Assert.ThrowsAsync<InvalidModelException>(() => Backbone.LoadAsync(_folder.File("none.onnx")));

    [Fact]
    public async Task MissingExternalData_NamesTheFile()
    {
        var model = TinyOnnx.Classifier([null, 3, 32, 32]);
        var kernel = model.Graph.Initializer[0];
        kernel.ClearRawData();
        kernel.DataLocation = TensorProto.Types.DataLocation.External;
        kernel.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "kernel.bin" });

        var error = await Assert.ThrowsAsync<InvalidModelException>(() => LoadAsync(model));

        Assert.Contains("kernel.bin", error.Message, StringComparison.Ordinal);
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

    private static IEnumerable<string> InputDimensions(Backbone backbone) =>
        backbone.Model.Proto.Graph.Input[0].Type.TensorType.Shape.Dim.Select(d => d.HasDimValue ? $"{d.DimValue}" : d.DimParam);

    private async Task<Backbone> LoadAsync(ModelProto model, BackboneOptions? options = null)
    {
        var path = _folder.File("tiny.onnx");
        await File.WriteAllBytesAsync(path, Google.Protobuf.MessageExtensions.ToByteArray(model));
        return await Backbone.LoadAsync(path, options);
    }
}
