using TransferKit.Graphs.Sessions;

namespace TransferKit.Training.Heads;

/// <summary>What a parameter is: it decides whether it decays and whether it has a gradient.</summary>
internal enum ParameterRole
{
    /// <summary>A weight matrix: weight decay applies.</summary>
    Weight,

    /// <summary>A bias, or the scale and shift of a norm: no weight decay.</summary>
    Bias,

    /// <summary>A moving average of batch statistics: no gradient.</summary>
    Statistic,
}

/// <summary>One trained array, in the memory that ONNX Runtime reads.</summary>
/// <param name="Name">Its name in the graph and in checkpoints.</param>
/// <param name="Role">What it is.</param>
/// <param name="Value">The values.</param>
/// <param name="Gradient">Where the graph writes the gradient, or, for a statistic, its next value.</param>
/// <param name="Slots">The optimizer's state.</param>
internal sealed record Parameter(string Name, ParameterRole Role, PinnedTensor Value, PinnedTensor Gradient, float[][] Slots) : IDisposable
{
    public void Dispose()
    {
        Value.Dispose();
        Gradient.Dispose();
    }
}
