using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Gradients;

/// <summary>A training graph: from inputs and parameters to the loss and the gradients.</summary>
/// <param name="Model">The graph. Gradient outputs are named by <see cref="TrainingGraph.GradientName(string)"/>, or a loss each by <see cref="TrainingGraph.GradientName(string, string)"/>.</param>
/// <param name="Layouts">How each input lies in memory; a gradient lies as its parameter.</param>
/// <param name="Choices">The formulation of each convolution, by node name.</param>
public sealed record DerivedGraph(ModelProto Model, IReadOnlyDictionary<string, StoredLayout> Layouts, IReadOnlyDictionary<string, string> Choices);
