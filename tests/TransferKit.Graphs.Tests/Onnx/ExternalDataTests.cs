using Google.Protobuf;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Onnx;

public sealed class ExternalDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("external-data").FullName;
    private readonly ModelProto _model;
    private readonly byte[] _values;

    public ExternalDataTests()
    {
        var net = new TinyNetwork();
        _model = net.Done(net.ConvRelu("image", 3, 4)).Proto;
        _values = _model.Graph.Initializer[0].RawData.ToByteArray();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Values_AreReadFromTheFileBeside_AndTheModelStandsAlone()
    {
        var whole = _model.ToByteArray();
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), [9, 9, 9, .. _values, 9]);
        var model = OnnxModel.Load(Write(("location", "weights.bin"), ("offset", "3"), ("length", $"{_values.Length}")));
        Assert.Equal(whole, model.ToBytes());
    }

    [Fact]
    public void ValuesOfAConstantNode_AreReadToo()
    {
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), _values);
        var tensor = _model.Graph.Initializer[0];
        _model.Graph.Initializer.Clear();
        _model.Graph.Node.Insert(0, new NodeProto { OpType = "Constant", Output = { tensor.Name }, Attribute = { GraphBuilder.Attribute("value", tensor) } });
        var model = OnnxModel.Load(Write(tensor, ("location", "weights.bin")));
        Assert.Equal(_values, model.Proto.Graph.Node[0].Attribute[0].T.RawData.ToByteArray());
    }

    [Fact]
    public void MissingFile_IsNamed() => Refused("put that file beside the model", ("location", "weights.bin"));

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a\0b")]
    public void PlaceOutsideTheModelsFolder_IsRefused(string location) => Refused("not below the model's folder", ("location", location));

    [Theory]
    [InlineData("0", "431")]
    [InlineData("1", "432")]
    [InlineData("-1", "432")]
    [InlineData("9223372036854775807", "432")]
    [InlineData("0", "-1")]
    [InlineData("0", "many")]
    [InlineData("0", "99999999999999999999")]
    public void PartThatTheFileOrTheShapeDoesNotHave_IsRefused(string offset, string length)
    {
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), _values);
        Refused("weights.bin", ("location", "weights.bin"), ("offset", offset), ("length", length));
    }

    [Fact]
    public void TruncatedFile_IsRefused()
    {
        File.WriteAllBytes(Path.Combine(_folder, "weights.bin"), _values[..^1]);
        Refused("has 431 bytes", ("location", "weights.bin"));
    }

    [Fact]
    public void PlaceToldTwice_IsRefused() => Refused("twice", ("location", "a"), ("location", "b"));

    [Fact]
    public void ModelFromBytes_HasNoFolderToReadFrom()
    {
        var bytes = File.ReadAllBytes(Write(("location", "weights.bin")));
        var error = Assert.Throws<InvalidModelException>(() => OnnxModel.Parse(bytes));
        Assert.Contains("in another file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ValuesHiddenInASubgraph_AreRefused()
    {
        var inner = new GraphProto { Initializer = { new TensorProto { Name = "hidden", DataLocation = TensorProto.Types.DataLocation.External } } };
        _model.Graph.Node.Add(new NodeProto { OpType = "If", Attribute = { new AttributeProto { Name = "then_branch", G = inner } } });
        var path = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(path, _model.ToByteArray());
        Assert.Contains("'hidden'", Assert.Throws<InvalidModelException>(() => OnnxModel.Load(path)).Message, StringComparison.Ordinal);
    }

    private void Refused(string because, params (string Key, string Value)[] entries)
    {
        var path = Write(entries);
        Assert.Contains(because, Assert.Throws<InvalidModelException>(() => OnnxModel.Load(path)).Message, StringComparison.Ordinal);
    }

    private string Write(params (string Key, string Value)[] entries) => Write(_model.Graph.Initializer[0], entries);

    private string Write(TensorProto tensor, params (string Key, string Value)[] entries)
    {
        tensor.ClearRawData();
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.AddRange(entries.Select(e => new StringStringEntryProto { Key = e.Key, Value = e.Value }));
        var path = Path.Combine(_folder, "model.onnx");
        File.WriteAllBytes(path, _model.ToByteArray());
        return path;
    }
}
