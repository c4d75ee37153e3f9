using TransferKit.Graphs.Lowering;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>A weight that is trained, as the training graph lays it.</summary>
/// <param name="Trained">Its memory and the optimizer's state.</param>
/// <param name="Layout">How it lies there.</param>
/// <param name="Task">The task whose head it belongs to; null for stages.</param>
internal sealed record SuffixParameter(Parameter Trained, StoredLayout Layout, int? Task);
