using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients.Verification;

/// <summary>Where gradients are checked: the activation at the cut of some images, the backbone's weights, and a loss.</summary>
internal sealed class VerifiedPoint
{
    /// <summary>The loss: a random weighted sum over the trunk's end.</summary>
    public const string Loss = "verified.loss";

    /// <summary>The trunk's end.</summary>
    public const string End = "verified.end";

    private VerifiedPoint(TrainableSuffix suffix, Dictionary<string, float[]> values, RunOutput end) =>
        (Suffix, Values, OwnEnd, EndShape) = (suffix, values, end.Values, end.Shape);

    /// <summary>The stages that are checked.</summary>
    public TrainableSuffix Suffix { get; }

    /// <summary>The activation at the cut, and the weights.</summary>
    public IReadOnlyDictionary<string, float[]> Values { get; }

    /// <summary>The trunk's end as the model itself computes it.</summary>
    public float[] OwnEnd { get; }

    private IReadOnlyList<long> EndShape { get; }

    /// <summary>Runs the backbone to the cut, and from there to the trunk's end.</summary>
    public static VerifiedPoint Of(StageList stages, int first, float[] images, SessionSettings settings, CancellationToken cancellationToken)
    {
        var image = stages.Shapes.Of(stages.Topology.DataInput);
        var (batch, rest) = Math.DivRem(images.Length, (int)Tensors.Count(image));
        if (batch == 0 || rest != 0)
        {
            throw new InvalidOptionsException($"{images.Length:N0} values are no whole images of the shape [{string.Join(", ", image[1..])}].");
        }

        var end = stages.TrunkEnd.Tensor;
        var suffix = TrainableSuffix.Create(stages, first, batch, [end]);
        var cut = images;
        if (first > 0)
        {
            using var prefix = new SharedSession(SubModel.Extract(stages, suffix.Cut), settings);
            cut = prefix.Run(images, [batch, .. image[1..]], cancellationToken)[0].Values;
        }

        using var own = new SharedSession(SubModel.Extract(stages, [suffix.Cut], [end]), settings);
        var reached = own.Run(cut, [batch, .. stages.Shapes.Of(suffix.Cut)[1..]], cancellationToken)[0];
        var values = new Dictionary<string, float[]> { [suffix.Cut] = cut };
        foreach (var weight in suffix.Parameters)
        {
            values.Add(weight.Name, Tensors.ToFloats(weight));
        }

        return new(suffix, values, reached);
    }

    /// <summary>The shape of one of the tensors whose gradients are checked.</summary>
    public IReadOnlyList<long> Shape(string tensor) =>
        [.. Suffix.Model.Graph.Input.First(input => input.Name == tensor).Type.TensorType.Shape.Dim.Select(dimension => dimension.DimValue)];

    /// <summary>The graph from the trunk's end to the loss.</summary>
    public ModelProto LossGraph(RandomStream stream)
    {
        var end = Suffix.Model.Graph.Output.Single().Name;
        long?[] shape = [.. EndShape];
        var graph = new GraphBuilder("loss");
        graph.Input(end, DataType.Float, shape);
        float[] weights = [.. OwnEnd.Select(_ => (float)stream.NextGaussian())];
        var weighted = graph.Node("Mul", [end, graph.Constant(Tensors.FromFloats("loss-weights", weights, [.. EndShape]))]);
        graph.Node("ReduceSum", [weighted], [("keepdims", 0L)], output: Loss);
        graph.Node("Identity", [end], output: End);
        graph.Output(Loss, DataType.Float);
        graph.Output(End, DataType.Float, shape);
        return graph.ToModel();
    }
}
