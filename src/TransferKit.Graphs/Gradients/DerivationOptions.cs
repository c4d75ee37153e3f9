namespace TransferKit.Graphs.Gradients;

/// <summary>How a training graph is derived.</summary>
public sealed record DerivationOptions
{
    /// <summary>Whether the graph computes in float64, as checks of gradients do; operators without such kernels fail to load.</summary>
    /// <value>Default false: float32.</value>
    public bool Float64 { get; init; }

    /// <summary>The formulation a convolution gets, by node name; others are chosen by shape. A resumed run replays its own.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Convolutions { get; init; } = new Dictionary<string, string>();

    /// <summary>The inputs that hold running statistics: each batch normalisation that reads its mean and variance from these normalises by
    /// the batch's own instead, and their next values are outputs named by <see cref="TrainingGraph.NextName"/>.</summary>
    /// <value>Default none: statistics stay.</value>
    public IReadOnlyList<string> Statistics { get; init; } = [];

    /// <summary>A fault to be made, by tests alone.</summary>
    internal GradientFault? Fault { get; init; }
}
