using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using TransferKit.Tasks;

namespace TransferKit.Tests.Artifacts;

/// <summary>A head of random weights on a real backbone of the shared test data.</summary>
internal static class RealModel
{
    private const int Size = 224;

    public static string RepositoryRoot { get; } = FindRoot(AppContext.BaseDirectory);

    public static string? Backbone { get; } = Existing(Path.Combine(RepositoryRoot, "..", "shared", "data", "backbones", "mobilenet-v1-imagenet.onnx"));

    public static ArtifactContent Content()
    {
        var model = OnnxModel.Load(Backbone!);
        var stages = StageFinder.Find(model, [1, 3, Size, Size]);
        var features = new FeatureSpec([new(stages[^2].OutputTensor, Pooling.Mean), new(stages[^1].OutputTensor, Pooling.Max)]);
        var width = (int)(stages[^2].Shape[1] + stages[^1].Shape[1]);
        var (scale, offset) = InputSpec.Affine(new(-1, 1));
        var head = new HeadModel
        {
            Task = LearningTask.Classification("label"),
            Classes = ["daisy", "dandelion", "rose", "sunflower", "tulip"],
            FeatureMean = [.. Enumerable.Repeat(0.5f, width)],
            FeatureScale = [.. Enumerable.Repeat(0.05f, width)],
            Layers = [new(Tensors.ToFloats(TinyModel.Noise("weights", width, 5)), new float[5], width, 5)],
        };
        return new()
        {
            Stages = stages,
            Input = new("image", Size, Size, TensorLayout.Nchw, scale, offset),
            Features = features,
            Heads = [head],
            Provenance = new() { Backbone = "mobilenet-v1-imagenet", BackboneDigest = model.Digest.Hex, DataDigest = ContentHash.Of("").Hex, Seed = 1 },
        };
    }

    private static string? Existing(string path) => File.Exists(path) ? path : null;

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "TransferKit.sln")) ? folder : FindRoot(Path.GetDirectoryName(folder)!);
}
