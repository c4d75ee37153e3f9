namespace TransferKit.Graphs.Stages;

/// <summary>A piece of a backbone that can be retrained or read from: the run of nodes up to a cut point.</summary>
/// <param name="Name">Unique in the backbone: what its weights' names share (<c>layer4.1</c>), else <c>stage-07</c>.</param>
/// <param name="OutputTensor">The cut point: every path from the image to later stages crosses it.</param>
/// <param name="Nodes">Indices into the model's nodes, producers first; with the nodes that only compute shapes for them.</param>
/// <param name="Shape">The cut point's shape for a batch of one: [1, channels, height, width], [1, tokens, channels] or [1, features].</param>
/// <param name="Parameters">How many values the stage could learn.</param>
/// <param name="Macs">Multiply-accumulates of its convolutions and matrix products for one image.</param>
public sealed record Stage(string Name, string OutputTensor, IReadOnlyList<int> Nodes, long[] Shape, long Parameters, long Macs);
