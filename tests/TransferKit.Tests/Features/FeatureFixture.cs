using System.Security.Cryptography;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Features;

/// <summary>A folder with noise pictures, a small backbone of two resolutions, and a cache.</summary>
internal sealed class FeatureFixture : IDisposable
{
    /// <summary>The pictures' and the input's side.</summary>
    public const int Side = 32;

    /// <summary>Four channels at half the resolution, eight at a quarter.</summary>
    public const int Columns = 12;

    private readonly string _root = Directory.CreateTempSubdirectory("transferkit-features-").FullName;

    public FeatureFixture() => Backbone = Load(Chain());

    public Backbone Backbone { get; }

    public string Cache => Path.Combine(_root, "cache");

    public IEnumerable<string> Shards => Directory.Exists(Cache) ? Directory.GetFiles(Cache, "*.features", SearchOption.AllDirectories) : [];

    public Backbone Load(ModelProto model)
    {
        var path = Path.Combine(_root, "backbone.onnx");
        OnnxModel.From(model).Save(path);
        return Backbone.LoadAsync(path, new() { InputRange = new(0, 1) }).GetAwaiter().GetResult();
    }

    public List<ImageSample> Pictures(int count, int seed = 7) => [.. Enumerable.Range(0, count).Select(i => Picture($"{seed}-{i}.png", seed + (i * 1000)))];

    public ImageSample Picture(string name, int seed)
    {
        var pixels = new byte[3 * Side * Side];
        var random = new RandomStream(seed, "picture");
        foreach (ref var value in pixels.AsSpan())
        {
            value = (byte)random.NextInt32(256);
        }

        return Add(name, ImageEncoder.ToPng(new(Side, Side, pixels)));
    }

    public ImageSample Add(string name, byte[] file)
    {
        var path = Path.Combine(_root, name);
        File.WriteAllBytes(path, file);
        return new(path, name, [], null, null, null, new(Convert.ToHexStringLower(SHA256.HashData(file))), 0);
    }

    public ExtractedFeatures Extract(IReadOnlyList<ImageSample> samples, FeatureOptions? options = null, FeatureSpec? spec = null)
    {
        using var extractor = new FeatureExtractor(Backbone, spec, options ?? new() { CacheFolder = Cache });
        return extractor.ExtractAsync(samples).GetAwaiter().GetResult();
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>Convolution to half the size, another at that size, a third to a quarter, classifier.</summary>
    private static ModelProto Chain()
    {
        var builder = new GraphBuilder("chain");
        var map = Convolve(builder, builder.Input("image", DataType.Float, null, 3, Side, Side), 3, 4, 2, "first");
        map = Convolve(builder, map, 4, 4, 1, "second");
        map = Convolve(builder, map, 4, 8, 2, "third");
        var pooled = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [map])]);
        builder.Node("Gemm", [pooled, builder.Constant(Tensors.FromFloats("classes", Ramp(16), 8, 2))], output: "scores");
        builder.Output("scores", DataType.Float, null, 2);
        return builder.ToModel();
    }

    private static string Convolve(GraphBuilder builder, string input, int channels, int filters, long stride, string output)
    {
        var kernel = builder.Constant(Tensors.FromFloats($"{output}.weight", Ramp(filters * channels * 9), filters, channels, 3, 3));
        var map = builder.Node("Conv", [input, kernel], [("strides", new[] { stride, stride }), ("pads", new long[] { 1, 1, 1, 1 })]);
        return builder.Node("Relu", [map], output: output);
    }

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(i))];
}
