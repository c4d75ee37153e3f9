using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Fixtures;

/// <summary>Builds small image networks with random weights, layer by layer.</summary>
internal sealed class TinyNetwork
{
    private readonly Random _random = new(7);

    public TinyNetwork(params long?[] inputShape) =>
        Builder.Input("image", DataType.Float, inputShape.Length > 0 ? inputShape : [null, 3, 8, 8]);

    public GraphBuilder Builder { get; } = new("tiny");

    public string Conv(string input, int from, int to, int kernel = 3, int groups = 1, string weight = "w")
    {
        var pad = (long)(kernel / 2);
        return Builder.Node(
            "Conv", [input, Weight(weight, to, from / groups, kernel, kernel)],
            [("group", (long)groups), ("pads", new[] { pad, pad, pad, pad })]);
    }

    public string Relu(string input) => Builder.Node("Relu", [input]);

    public string ConvRelu(string input, int from, int to, int kernel = 3, int groups = 1, string weight = "w") =>
        Relu(Conv(input, from, to, kernel, groups, weight));

    public string Residual(string input, int channels) =>
        Builder.Node("Add", [Conv(ConvRelu(input, channels, channels), channels, channels), input]);

    public string Pooled(string input) =>
        Builder.Node("Flatten", [Builder.Node("GlobalAveragePool", [input])], [("axis", 1L)]);

    public string Dense(string input, int from, int to, string? output = null) =>
        Builder.Node("Gemm", [input, Weight("dense", from, to)], output: output);

    public string Weight(string name, params long[] shape)
    {
        var values = new float[Tensors.Count(shape)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (_random.NextSingle() - 0.5f) * 0.5f;
        }

        return Builder.Constant(Tensors.FromFloats(name, values, shape));
    }

    public OnnxModel Done(params string[] outputs)
    {
        foreach (var output in outputs)
        {
            Builder.Graph.Output.Add(new ValueInfoProto { Name = output });
        }

        return OnnxModel.From(Builder.ToModel());
    }

    /// <summary>Runs a model on one input and returns its outputs in order.</summary>
    public static IReadOnlyList<float[]> Run(OnnxModel model, float[] image, params long[] shape)
    {
        Graphs.Sessions.OnnxRuntimeLibrary.EnsureLoaded();
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1 };
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(model.ToBytes(), options);
        using var run = new Microsoft.ML.OnnxRuntime.RunOptions();
        using var input = Microsoft.ML.OnnxRuntime.OrtValue.CreateTensorValueFromMemory(image, shape);
        using var results = session.Run(run, [session.InputNames[0]], [input], session.OutputNames);
        return [.. results.Select(r => r.GetTensorDataAsSpan<float>().ToArray())];
    }

    public static float[] Image(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
