namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>The constants of a batch normalisation: <c>(x - Mean) / sqrt(Variance + Epsilon) * Gamma + Beta</c>, a channel each.</summary>
internal sealed record Normalisation(float[] Mean, float[] Variance, float[] Gamma, float[] Beta, float Epsilon)
{
    /// <summary>Folds it into the kernel and bias of the convolution before it.</summary>
    /// <param name="kernel">The kernel in ONNX's order.</param>
    /// <param name="bias">The bias, or null.</param>
    public ((float[] Values, long[] Shape) Kernel, float[] Bias) Fold((float[] Values, long[] Shape) kernel, float[]? bias)
    {
        var perChannel = kernel.Values.Length / Mean.Length;
        var values = new float[kernel.Values.Length];
        var folded = new float[Mean.Length];
        for (var channel = 0; channel < Mean.Length; channel++)
        {
            var scale = Gamma[channel] / Math.Sqrt((double)Variance[channel] + Epsilon);
            folded[channel] = (float)((((bias?[channel] ?? 0.0) - Mean[channel]) * scale) + Beta[channel]);
            for (var tap = channel * perChannel; tap < (channel + 1) * perChannel; tap++)
            {
                values[tap] = (float)(kernel.Values[tap] * scale);
            }
        }

        return ((values, kernel.Shape), folded);
    }
}
