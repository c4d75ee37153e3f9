using TransferKit.Backbones;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Backbones;

/// <summary>Files that are no backbone, each a typed error.</summary>
public sealed class RefusedBackboneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

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

    private async Task<Backbone> LoadAsync(ModelProto model, BackboneOptions? options = null)
    {
        var path = _folder.File("tiny.onnx");
        await File.WriteAllBytesAsync(path, Google.Protobuf.MessageExtensions.ToByteArray(model));
        return await Backbone.LoadAsync(path, options);
    }
}
