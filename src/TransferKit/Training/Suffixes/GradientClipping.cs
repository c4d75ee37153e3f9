using System.Numerics.Tensors;

namespace TransferKit.Training.Suffixes;

/// <summary>Scales the gradient of a step down to a greatest norm (Pascanu et al. 2013).</summary>
internal static class GradientClipping
{
    /// <summary>Scales in place; the norm is that of all gradients as one vector, before.</summary>
    public static double Apply(IReadOnlyList<SuffixParameter> parameters, double greatest)
    {
        // Added up in a fixed order, so that the same step has the same bits on any number of threads.
        var norm = Math.Sqrt(parameters.Sum(parameter => (double)TensorPrimitives.SumOfSquares<float>(parameter.Trained.Gradient.Span)));
        if (norm > greatest)
        {
            foreach (var parameter in parameters)
            {
                var gradient = parameter.Trained.Gradient.Span;
                TensorPrimitives.Multiply(gradient, (float)(greatest / norm), gradient);
            }
        }

        return norm;
    }
}
