using TransferKit.Evaluation;

namespace TransferKit.Artifacts;

/// <summary>A figure that was measured when the model was made.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Split">What it was measured on: <c>train</c>, <c>train-dev</c>, <c>dev</c>, <c>test</c> or <c>cv</c>.</param>
/// <param name="Name">The metric's name, such as <c>accuracy</c>.</param>
/// <param name="Value">The figure with its interval.</param>
public sealed record ArtifactMetric(string Task, string Split, string Name, Interval Value);
