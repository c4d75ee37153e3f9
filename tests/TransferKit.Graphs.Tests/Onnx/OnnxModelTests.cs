using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Tests.Fixtures;

namespace TransferKit.Graphs.Tests.Onnx;

public sealed class OnnxModelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnx-model").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("resnet18.folded")]
    [InlineData("vit_b_16.unfolded")]
    public void ExportedGraph_IsWrittenAsItWasRead(string name)
    {
        var bytes = Fixture.Bytes(name);
        Assert.Equal(bytes, Google.Protobuf.MessageExtensions.ToByteArray(ModelProto.Parser.ParseFrom(bytes)));
    }

    [SkippableTheory]
    [InlineData("backbones/mobilenet-v1-imagenet.onnx")]
    [InlineData("backbones/centernet-mobilenet-v3-reference.onnx")]
    public void RealFile_IsWrittenAsItWasRead(string name)
    {
        var path = Fixture.Shared(name);
        Skip.If(path is null, "The shared data folder is not here.");
        var bytes = File.ReadAllBytes(path);
        var model = OnnxModel.Load(path);
        Assert.Equal(bytes, model.ToBytes());
        Assert.Equal(ContentHash.Of(bytes), model.Digest);
    }

    [Fact]
    public void SavedModel_IsReadAgain()
    {
        var model = Tiny();
        var path = Path.Combine(_folder, "new", "model.onnx");
        model.Save(path);
        Assert.Equal(model.ToBytes(), File.ReadAllBytes(path));
        Assert.Equal(model.Digest, OnnxModel.Load(path).Digest);
    }

    [Fact]
    public void TruncatedFile_IsRefusedWhereverItEnds()
    {
        var bytes = Tiny().ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidModelException>(() => OnnxModel.Parse(bytes[..length]));
        }
    }

    [Fact]
    public void DamagedBytes_NeverRaiseAnythingElse()
    {
        var bytes = Tiny().ToBytes();
        var random = new Random(7);
        var refused = 0;
        for (var round = 0; round < 2000; round++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            try
            {
                OnnxModel.Parse(damaged);
            }
            catch (InvalidModelException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 1999);
    }

    [Fact]
    public void MissingFileFolderAndEmptyName_AreTypedErrorsThatNameThem()
    {
        Assert.Contains("nowhere.onnx", Assert.Throws<InvalidModelException>(() => OnnxModel.Load(Path.Combine(_folder, "nowhere.onnx"))).Message, StringComparison.Ordinal);
        Assert.Equal(_folder, Assert.Throws<InvalidModelException>(() => OnnxModel.Load(_folder)).Path);
        Assert.Throws<InvalidModelException>(() => OnnxModel.Load(""));
    }

    [Fact]
    public void PictureRenamedToOnnx_IsRefused()
    {
        var path = Path.Combine(_folder, "picture.onnx");
        File.WriteAllBytes(path, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]);
        Assert.Equal("invalid-model", Assert.Throws<InvalidModelException>(() => OnnxModel.Load(path)).Kind);
    }

    private static OnnxModel Tiny()
    {
        var net = new TinyNetwork();
        return net.Done(net.Dense(net.Pooled(net.ConvRelu("image", 3, 4)), 4, 5));
    }
}
