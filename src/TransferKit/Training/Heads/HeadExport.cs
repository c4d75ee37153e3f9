using TransferKit.Artifacts;
using TransferKit.Features;

namespace TransferKit.Training.Heads;

/// <summary>Between a network's parameters and the plain layers of a <see cref="HeadModel"/>.</summary>
internal static class HeadExport
{
    /// <summary>A candidate's layers, with batch norm folded into the layer before it.</summary>
    public static IReadOnlyList<DenseLayer> Layers(HeadNetwork network, int candidate)
    {
        var values = network.Parameters[candidate].ToDictionary(p => p.Name, p => p.Value.Span.ToArray());
        var plan = network.Plan;
        return [.. Enumerable.Range(0, plan.Layers).Select(layer =>
        {
            float[] Part(string part) => values[HeadLayers.Name(candidate, layer, part)];
            var dense = Dense(plan, layer, Part("weight"), Part("bias"));
            return plan.IsHidden(layer) && plan.Options.BatchNormalization
                ? Fold(dense, Part("norm.scale"), Part("norm.shift"), Part("norm.mean"), Part("norm.variance"))
                : dense;
        })];
    }

    /// <summary>Starts all candidates from a trained head, whose features were standardised by other means and scales.</summary>
    /// <param name="network">The network, of the same shape as the head and without batch norm.</param>
    /// <param name="head">The head to go on from.</param>
    /// <param name="scaler">The standardisation from now on.</param>
    public static void Start(HeadNetwork network, HeadModel head, FeatureScaler scaler)
    {
        for (var candidate = 0; candidate < network.Candidates; candidate++)
        {
            var parameters = network.Parameters[candidate].ToDictionary(p => p.Name, p => p.Value);
            for (var layer = 0; layer < head.Layers.Count; layer++)
            {
                var dense = layer == 0 ? Restandardise(head, scaler) : head.Layers[layer];
                // The temperature belongs to the logits: from here on it is part of the last layer.
                var share = layer == head.Layers.Count - 1 ? (float)(1 / head.Temperature) : 1;
                Weights(network.Plan, layer, Array.ConvertAll(dense.Weights, w => w * share)).CopyTo(parameters[HeadLayers.Name(candidate, layer, "weight")].Span);
                Array.ConvertAll(dense.Bias, b => b * share).CopyTo(parameters[HeadLayers.Name(candidate, layer, "bias")].Span);
            }
        }
    }

    /// <summary>A layer as a model has it. Where one score is shared, its weights stand in every column, and the biases fall, so that
    /// P(level > k) does.</summary>
    public static DenseLayer Dense(HeadPlan plan, int layer, float[] weights, float[] bias)
    {
        var (inputs, outputs) = (plan.Widths[layer], plan.Widths[layer + 1]);
        var shares = plan.Columns(layer) != outputs;
        return new(
            shares ? [.. weights.SelectMany(weight => Enumerable.Repeat(weight, outputs))] : weights, shares ? [.. bias.OrderDescending()] : bias,
            inputs, outputs, plan.IsHidden(layer) ? Activation.Relu : Activation.None);
    }

    /// <summary>The weights of a model's layer as the network has them.</summary>
    public static float[] Weights(HeadPlan plan, int layer, float[] weights)
    {
        var (columns, outputs) = (plan.Columns(layer), plan.Widths[layer + 1]);
        return columns == outputs ? weights : [.. weights.Where((_, index) => index % outputs == 0)];
    }

    /// <summary>Whether a head can be the start of a network: the same widths, and no batch norm, which a saved head no longer has.</summary>
    public static bool Fits(HeadPlan plan, HeadModel head) =>
        !plan.Options.BatchNormalization && Equals(plan.Grid, head.Grid) && plan.Widths.SequenceEqual([head.Layers[0].Inputs, .. head.Layers.Select(layer => layer.Outputs)]);

    private static DenseLayer Fold(DenseLayer dense, float[] scale, float[] shift, float[] mean, float[] variance)
    {
        var factor = scale.Zip(variance, (s, v) => s / Math.Sqrt(v + HeadLayers.NormEpsilon)).ToArray();
        var weights = dense.Weights.Select((w, i) => (float)(w * factor[i % dense.Outputs])).ToArray();
        var bias = dense.Bias.Select((b, i) => (float)(((b - mean[i]) * factor[i]) + shift[i])).ToArray();
        return dense with { Weights = weights, Bias = bias };
    }

    /// <summary>(x - m1) s1 W + b as a function of (x - m2) s2.</summary>
    private static DenseLayer Restandardise(HeadModel head, FeatureScaler scaler)
    {
        var layer = head.Layers[0];
        var weights = new float[layer.Weights.Length];
        var bias = Array.ConvertAll(layer.Bias, b => (double)b);
        // All cells are standardised alike.
        var places = head.Grid?.Places ?? [.. Enumerable.Range(0, layer.Inputs)];
        foreach (var (input, place) in places.Index())
        {
            var ratio = scaler.Scale[place] == 0 ? 0 : head.FeatureScale[place] / (double)scaler.Scale[place];
            var moved = ((double)scaler.Mean[place] - head.FeatureMean[place]) * head.FeatureScale[place];
            for (var output = 0; output < layer.Outputs; output++)
            {
                var index = (input * layer.Outputs) + output;
                weights[index] = (float)(layer.Weights[index] * ratio);
                bias[output] += moved * layer.Weights[index];
            }
        }

        return layer with { Weights = weights, Bias = Array.ConvertAll(bias, b => (float)b) };
    }
}
