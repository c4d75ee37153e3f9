using System.IO.Compression;
using Google.Protobuf;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Fixtures;

/// <summary>Exported backbones without their weights, as eng/fixtures/export_graphs.py writes them.</summary>
internal static class Fixture
{
    // Every stripped weight shares these zeros; nothing ever touches them, so they cost no memory.
    private static readonly byte[] Zeros = new byte[25088 * 4096 * sizeof(float)];

    /// <summary>The bytes of one, as it was exported and stripped.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Fixture).Assembly.GetManifestResourceStream($"{name}.onnx.gz")
            ?? throw new FileNotFoundException($"There is no fixture '{name}'.");
        using var unzipped = new GZipStream(stream, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        unzipped.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Reads one, every stripped weight zero.</summary>
    public static OnnxModel Load(string name)
    {
        var model = ModelProto.Parser.ParseFrom(Bytes(name));
        foreach (var tensor in model.Graph.Initializer.Where(t => t.DataType == (int)DataType.Float && !t.HasRawData))
        {
            tensor.RawData = UnsafeByteOperations.UnsafeWrap(Zeros.AsMemory(0, (int)Tensors.ByteCount(tensor)));
        }

        return OnnxModel.From(model);
    }

    /// <summary>Its stages, for the input size that it was made for.</summary>
    public static StageList Stages(string name)
    {
        var size = name.StartsWith("inception", StringComparison.Ordinal) ? 299 : 224;
        return StageFinder.Find(Load(name), [1, 3, size, size]);
    }

    /// <summary>A file of the data folder that is shared beside the repository, or null where there is none.</summary>
    public static string? Shared(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.Parent?.FullName ?? "", "shared", "data", path);
            if (File.Exists(Path.Combine(folder.FullName, "TransferKit.sln")))
            {
                return File.Exists(candidate) ? candidate : null;
            }
        }

        return null;
    }
}
