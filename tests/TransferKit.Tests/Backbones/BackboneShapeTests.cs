using TransferKit.Backbones;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Tests.Backbones;

/// <summary>Sizes and batches that a file leaves open, or fixes.</summary>
public sealed class BackboneShapeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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
    [InlineData(15)]
    [InlineData(4097)]
    public async Task SizeOutOfRange_IsAWrongOption(int size)
    {
        var error = await Assert.ThrowsAsync<InvalidOptionsException>(
            () => LoadAsync(TinyOnnx.Classifier([null, 3, null, null]), new() { InputSize = size }));

        Assert.Contains("16 to 4096", error.Message, StringComparison.Ordinal);
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
