using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using TransferKit.Tasks;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Artifacts;

/// <summary>A convolutional net of two stages and a classifier, and what a model file of it is made of.</summary>
internal static class TinyModel
{
    public const int Width = 12;
    public const int Height = 8;
    public const int FeatureWidth = 5 + 6;

    public static readonly InputSpec Input = new("pixels", Width, Height, TensorLayout.Nchw, [0.02f, 0.01f, 0.015f], [-2, -1, -1.5f]);

    public static readonly FeatureSpec Features = new([new("stage1", Pooling.Max), new("stage2", Pooling.Mean)]);

    /// <summary>The backbone's graph; a change is made before it is finished.</summary>
    public static OnnxModel Backbone(Action<ModelProto>? change = null, int operatorSet = 13)
    {
        var builder = new GraphBuilder("tiny");
        builder.Input("pixels", DataType.Float, null, 3, Height, Width);
        var value = Convolution(builder, "pixels", "1", 3, 5);
        value = Convolution(builder, value, "2", 5, 6);
        value = builder.Node("Flatten", [builder.Node("GlobalAveragePool", [value])]);
        builder.Node("MatMul", [value, builder.Constant(Noise("classifier", 6, 10))], output: "logits");
        builder.Output("logits", DataType.Float, null, 10);
        var model = builder.ToModel(operatorSet);
        change?.Invoke(model);
        return OnnxModel.From(model);
    }

    public static StageList Stages(OnnxModel backbone, params long[] inputShape) =>
        StageFinder.Find(backbone, inputShape is [] ? [1, 3, Height, Width] : inputShape, "stage2");

    public static HeadModel Classifier(string task = "label", params string[] classes) => new()
    {
        Task = LearningTask.Classification(task, "kind_of_part"),
        Classes = classes is [] ? ["bolt", "nut", "washer \"M6\""] : classes,
        FeatureMean = Tensors.ToFloats(Noise("mean", FeatureWidth)),
        FeatureScale = [.. Tensors.ToFloats(Noise("scale", FeatureWidth)).Select(value => 0.1f * value)],
        Layers =
        [
            new(Tensors.ToFloats(Noise("hidden", FeatureWidth, 5)), Tensors.ToFloats(Noise("hidden-bias", 5)), FeatureWidth, 5, Activation.Relu),
            new(Tensors.ToFloats(Noise("last", 5, classes is [] ? 3 : classes.Length)), new float[classes is [] ? 3 : classes.Length], 5, classes is [] ? 3 : classes.Length),
        ],
        Temperature = 1.7f,
    };

    public static HeadModel Regressor(string task = "age") => new()
    {
        Task = LearningTask.Regression(task),
        FeatureMean = new float[FeatureWidth],
        FeatureScale = [.. Enumerable.Repeat(1f, FeatureWidth)],
        Layers = [new(Tensors.ToFloats(Noise("age", FeatureWidth, 1)), [0.5f], FeatureWidth, 1)],
        TargetMean = 40,
        TargetScale = 12.5,
    };

    public static ArtifactContent Content(params HeadModel[] heads) => new()
    {
        Stages = Stages(Backbone()),
        Input = Input,
        Features = Features,
        Heads = heads is [] ? [Classifier(), Regressor()] : heads,
        Metrics = [new("label", "dev", "accuracy", new(0.9, 0.8, 0.95, 60))],
        Provenance = new() { Backbone = "tiny", BackboneDigest = Backbone().Digest.Hex, DataDigest = ContentHash.Of("data").Hex, Seed = 7 },
        TrainingImages = SeenImages.Of([ContentHash.Of("a.jpg"), ContentHash.Of("b.jpg")]),
    };

    public static TensorProto Noise(string name, params long[] shape)
    {
        var stream = new RandomStream(1, name);
        var values = Enumerable.Range(0, (int)Tensors.Count(shape)).Select(_ => (float)stream.NextGaussian()).ToArray();
        return Tensors.FromFloats(name, values, shape);
    }

    private static string Convolution(GraphBuilder builder, string input, string number, int channels, int filters)
    {
        var weight = builder.Constant(Noise($"weight{number}", filters, channels, 3, 3));
        var value = builder.Node("Conv", [input, weight], [("strides", new[] { 2L, 2L }), ("pads", new[] { 1L, 1L, 1L, 1L })]);
        return builder.Node("Relu", [value], output: $"stage{number}");
    }
}
