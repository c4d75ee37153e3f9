using System.Numerics.Tensors;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Graphs.Gradients;

/// <summary>
/// The size of a backbone's weights, channel by channel. Where batch normalisation was folded into convolutions, the weights of some
/// channels are a thousand times those of others, so that one learning rate is far too high for these and too low for those.
/// </summary>
public static class WeightScales
{
    /// <summary>A channel counts as no smaller than this share of the whole weight's size: else one that is all zero could never move.</summary>
    private const double LeastShare = 1e-3;

    /// <summary>The scale of every value of some weights, in the weights' own layout: the root mean square of the values that make the same
    /// output channel, and for a bias the norm of its channel's weights. Rounded to powers of two, so that dividing by a
    /// scale and multiplying again loses nothing.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="weights">Some of its weights.</param>
    public static IReadOnlyDictionary<string, float[]> Of(StageList stages, IReadOnlyList<TensorProto> weights)
    {
        var scales = weights.ToDictionary(weight => weight.Name, weight => Whole(Tensors.ToFloats(weight)));
        var known = weights.ToDictionary(weight => weight.Name);
        foreach (var node in stages.Topology.Graph.Node.Where(node => OutputAxis(node) is not null))
        {
            if (!known.TryGetValue(node.Input[1], out var weight) || weight.Dims.Count < 2)
            {
                continue;
            }

            var sizes = ChannelSizes(Tensors.ToFloats(weight), [.. weight.Dims], OutputAxis(node)!.Value);
            scales[weight.Name] = Spread(sizes, [.. weight.Dims], OutputAxis(node)!.Value);
            if (node.Input.Count > 2 && known.TryGetValue(node.Input[2], out var bias) && bias.Dims is [var channels] && channels == sizes.Length)
            {
                var inputs = Math.Sqrt(Tensors.Count(weight) / (double)sizes.Length);
                scales[bias.Name] = Array.ConvertAll(sizes, size => Power(size * inputs));
            }
        }

        return scales;
    }

    /// <summary>The axis of a weight that runs over output channels, or null for nodes that have no such weight.</summary>
    private static int? OutputAxis(NodeProto node) => node.OpType switch
    {
        "Conv" => 0,
        "Gemm" => node.Long("transB", 0) == 1 ? 0 : 1,
        "MatMul" => 1,
        _ => null,
    };

    private static double[] ChannelSizes(float[] values, long[] shape, int axis)
    {
        var (channels, inner) = ((int)shape[axis], (int)shape[(axis + 1)..].Aggregate(1L, (a, b) => a * b));
        var squares = new double[channels];
        for (var i = 0; i < values.Length; i++)
        {
            squares[i / inner % channels] += (double)values[i] * values[i];
        }

        var whole = RootMeanSquare(values);
        return Array.ConvertAll(squares, square => Math.Max(Math.Sqrt(square * channels / values.Length), LeastShare * whole));
    }

    private static float[] Spread(double[] sizes, long[] shape, int axis)
    {
        var inner = (int)shape[(axis + 1)..].Aggregate(1L, (a, b) => a * b);
        var powers = Array.ConvertAll(sizes, Power);
        return [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(i => powers[i / inner % powers.Length])];
    }

    private static float[] Whole(float[] values)
    {
        var scales = new float[values.Length];
        Array.Fill(scales, Power(RootMeanSquare(values)));
        return scales;
    }

    private static double RootMeanSquare(float[] values) => Math.Sqrt(TensorPrimitives.SumOfSquares<float>(values) / Math.Max(1, values.Length));

    /// <summary>The nearest power of two; 1 for zero.</summary>
    private static float Power(double size) => size > 0 ? (float)Math.Pow(2, Math.Round(Math.Log2(size))) : 1;
}
