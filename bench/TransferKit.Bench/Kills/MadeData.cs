using System.Buffers.Binary;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Bench.Kills;

/// <summary>Noisy pictures of three classes, and a small net with random weights to look at them.</summary>
internal static class MadeData
{
    private const int Side = 64;
    private const int HeaderBytes = 54;
    private const int Channels = 64;

    /// <summary>Writes class folders.</summary>
    public static string WritePhotos(string folder, int perClass)
    {
        for (var label = 0; label < 3; label++)
        {
            var classFolder = Directory.CreateDirectory(Path.Combine(folder, $"class-{label}")).FullName;
            for (var number = 0; number < perClass; number++)
            {
                File.WriteAllBytes(Path.Combine(classFolder, $"{number:000}.bmp"), Picture(label, number));
            }
        }

        return folder;
    }

    /// <summary>Writes a net of two convolutions and a classifier.</summary>
    public static string WriteBackbone(string path)
    {
        var builder = new GraphBuilder("made");
        var value = Convolve(builder, builder.Input("image", DataType.Float, null, 3, Side, Side), 3, "one");
        value = Convolve(builder, value, Channels, "two");
        value = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [value])]);
        builder.Node("MatMul", [value, builder.Constant(Noise("classes", Channels, 10))], output: "scores");
        builder.Output("scores", DataType.Float, null, 10);
        OnnxModel.From(builder.ToModel()).Save(path);
        return path;
    }

    private static byte[] Picture(int label, int number)
    {
        var noise = new RandomStream(number, "photo", $"{label}");
        var file = new byte[HeaderBytes + (3 * Side * Side)];
        "BM"u8.CopyTo(file);
        foreach (var (offset, value) in new[] { (2, file.Length), (10, HeaderBytes), (14, 40), (18, Side), (22, Side), (26, 1 | (24 << 16)) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
        }

        for (var i = HeaderBytes; i < file.Length; i++)
        {
            file[i] = (byte)(noise.NextInt32(180) + ((i - HeaderBytes) % 3 == label ? 20 : 0));
        }

        return file;
    }

    private static string Convolve(GraphBuilder builder, string input, int channels, string name) => builder.Node("Relu",
    [
        builder.Node(
            "Conv",
            [input, builder.Constant(Noise(name, Channels, channels, 3, 3))],
            [("strides", new long[] { 2, 2 }), ("pads", new long[] { 1, 1, 1, 1 })]),
    ]);

    private static TensorProto Noise(string name, params long[] shape)
    {
        var noise = new RandomStream(1, name);
        return Tensors.FromFloats(name, [.. Enumerable.Range(0, (int)Tensors.Count(shape)).Select(_ => 0.1f * (float)noise.NextGaussian())], shape);
    }
}
