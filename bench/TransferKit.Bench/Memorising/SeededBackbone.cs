using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Bench.Memorising;

/// <summary>
/// An architecture of tests/TransferKit.Graphs.Tests/Fixtures, whose weights are stripped, with weights of a seed: normal with variance
/// 2 / inputs (He et al. 2015), biases zero, scales one, and the statistics of batch normalisation those of the pictures given.
/// </summary>
internal static class SeededBackbone
{
    private const int Seed = 7;

    /// <summary>The backbone's stages.</summary>
    /// <param name="stripped">The graph; this call fills it.</param>
    /// <param name="images">The pictures of the statistics.</param>
    /// <param name="shape">Their shape [N, 3, height, width].</param>
    public static StageList Of(ModelProto stripped, float[] images, long[] shape)
    {
        // Shapes inside were written for another size of picture.
        stripped.Graph.ValueInfo.Clear();
        var input = stripped.Graph.Input[0].Type.TensorType.Shape.Dim;
        (input[2].DimValue, input[3].DimValue) = (shape[2], shape[3]);
        foreach (var weight in stripped.Graph.Initializer.Where(IsStripped))
        {
            Fill(weight, stripped.Graph.Node.Where(node => node.Input.Contains(weight.Name)).ToList());
        }

        var stages = StageFinder.Find(OnnxModel.From(stripped), [1, .. shape[1..]]);
        Calibrate(stripped, stages, images, (int)shape[0]);
        return StageFinder.Find(OnnxModel.From(stripped), [1, .. shape[1..]]);
    }

    private static bool IsStripped(TensorProto tensor) =>
        (DataType)tensor.DataType == DataType.Float && !tensor.HasRawData && tensor.FloatData.Count == 0;

    private static void Fill(TensorProto weight, IReadOnlyList<NodeProto> readers)
    {
        var values = new float[Tensors.Count(weight)];
        if (weight.Dims.Count > 1)
        {
            // [outputs, inputs...], as PyTorch has it, but for the right side of a product.
            var inputs = readers.Any(node => node.OpType == "MatMul") ? weight.Dims[0] : weight.Dims.Skip(1).Aggregate((a, b) => a * b);
            var stream = new RandomStream(Seed, "weights", weight.Name);
            var deviation = Math.Sqrt(2.0 / inputs);
            foreach (ref var value in values.AsSpan())
            {
                value = (float)(deviation * stream.NextGaussian());
            }
        }
        else if (readers.Any(node => node.OpType == "Mul" || (node.OpType == "BatchNormalization" && node.Input.IndexOf(weight.Name) is 1 or 4)))
        {
            Array.Fill(values, 1);
        }

        weight.RawData = Tensors.FromFloats(weight.Name, values, [.. weight.Dims]).RawData;
    }

    /// <summary>One run by the batch's own statistics tells those of every normalisation.</summary>
    private static void Calibrate(ModelProto model, StageList stages, float[] images, int batch)
    {
        var copy = model.Clone();
        foreach (var norm in copy.Graph.Node.Where(node => node.OpType == "BatchNormalization"))
        {
            // Nothing is kept of the statistics before.
            norm.Attribute.Remove(norm.Attribute.FirstOrDefault(attribute => attribute.Name == "momentum"));
            norm.Attribute.Add(GraphBuilder.Attribute("momentum", 0f));
        }

        var (end, ofBatch) = (stages.TrunkEnd.Tensor, StageNormalization.BatchStatistics);
        var suffix = TrainableSuffix.Create(SharedConstants.Separate(stages.WithModel(OnnxModel.From(copy)), 0, ofBatch), 0, batch, [end], ofBatch);
        if (suffix.Statistics.Count == 0)
        {
            return;
        }

        var statistics = suffix.Statistics.Select(statistic => statistic.Name).ToList();
        var derived = TrainingGraph.Derive(
            [suffix.Model, Sum(end, [batch, .. stages.Shapes.Of(end)[1..]])], "sum", [], new() { Statistics = statistics });
        using var graph = new BoundGraph(derived, 1, suffix.Statistics.Select(s => (TrainingGraph.NextName(s.Name), s.Dims.ToArray())));
        foreach (var constant in suffix.Parameters.Concat(suffix.Statistics))
        {
            graph.Write(constant.Name, Tensors.ToFloats(constant));
        }

        graph.Write(suffix.Cut, images);
        graph.Run();
        foreach (var constant in model.Graph.Initializer.Where(constant => statistics.Contains(constant.Name)))
        {
            constant.RawData = Tensors.FromFloats(constant.Name, graph.Output(TrainingGraph.NextName(constant.Name)), [.. constant.Dims]).RawData;
        }
    }

    private static ModelProto Sum(string tensor, long[] shape)
    {
        var graph = new GraphBuilder("sum");
        graph.Input(tensor, DataType.Float, shape.Select(d => (long?)d));
        graph.Node("ReduceSum", [tensor], [("keepdims", 0L)], output: "sum");
        graph.Output("sum", DataType.Float);
        return graph.ToModel();
    }
}
