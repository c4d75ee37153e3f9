using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Tasks;

namespace TransferKit.Tests.Artifacts;

/// <summary>The tiny model's features and heads in plain loops, in double.</summary>
internal static class ReferenceHead
{
    /// <summary>The features of every image of a golden batch, from the backbone run by itself on normalised pixels.</summary>
    public static double[][] Features(float[] pixels)
    {
        var plane = TinyModel.Width * TinyModel.Height;
        var normalised = pixels.Select((pixel, i) => (pixel * TinyModel.Input.Scale[i / plane % 3]) + TinyModel.Input.Offset[i / plane % 3]).ToArray();
        var backbone = TinyModel.Backbone(model =>
        {
            model.Graph.Output.Clear();
            model.Graph.Output.Add(GraphBuilder.ValueInfo("stage1", TensorProto.Types.DataType.Float, [null, 5, 4, 6]));
            model.Graph.Output.Add(GraphBuilder.ValueInfo("stage2", TensorProto.Types.DataType.Float, [null, 6, 2, 3]));
        });
        using var session = new SharedSession(backbone);
        var outputs = session.Run(normalised, [GoldenVectors.Batch, 3, TinyModel.Height, TinyModel.Width]);
        var largest = outputs[0].Values.Chunk(24).Select(map => (double)map.Max()).Chunk(5);
        var means = outputs[1].Values.Chunk(6).Select(map => map.Average(value => (double)value)).Chunk(6);
        return [.. largest.Zip(means, (a, b) => a.Concat(b).ToArray())];
    }

    /// <summary>A head's answer to features.</summary>
    public static double[] Answer(HeadModel head, double[] features)
    {
        var values = features.Select((value, i) => (value - head.FeatureMean[i]) * head.FeatureScale[i]).ToArray();
        foreach (var layer in head.Layers)
        {
            var sums = Enumerable.Range(0, layer.Outputs)
                .Select(output => layer.Bias[output] + values.Select((value, input) => value * layer.Weights[(input * layer.Outputs) + output]).Sum());
            values = [.. layer.Activation == Activation.Relu ? sums.Select(sum => Math.Max(0, sum)) : sums];
        }

        if (head.Task.Kind == TaskKind.Regression)
        {
            return [(values[0] * head.TargetScale) + head.TargetMean];
        }

        var powers = values.Select(value => Math.Exp((value - values.Max()) / head.Temperature)).ToArray();
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
