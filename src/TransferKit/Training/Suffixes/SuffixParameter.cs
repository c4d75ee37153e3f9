using TransferKit.Graphs.Lowering;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>A weight that is trained, as the training graph lays it.</summary>
/// <param name="Trained">Its memory and the optimizer's state.</param>
/// <param name="Layout">How it lies there.</param>
internal sealed record SuffixParameter(Parameter Trained, StoredLayout Layout)
{
    /// <summary>The task whose head it belongs to; null for what all tasks share.</summary>
    public int? Task { get; init; }

    /// <summary>Whether it belongs to a stage.</summary>
    public bool IsOfStage => Depth > 0;

    /// <summary>Whether it belongs to an adapter: to the shared one, or to that of <see cref="Task"/>.</summary>
    public bool IsOfAdapter { get; init; }

    /// <summary>How far its stage is from the heads: 1 for the last, 2 for the one before it; 0 for heads and adapter.</summary>
    public int Depth { get; init; }

    /// <summary>The unit that each value of a stage is trained in, laid as the values are; null for heads and adapter.</summary>
    public float[]? Scale { get; init; }
}
