using TransferKit.Tasks;

namespace TransferKit.Artifacts;

/// <summary>A task as a model file describes it; its output has its name.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Kind">What kind of answer it gives.</param>
/// <param name="Column">The label's column in the data it was trained on.</param>
/// <param name="Classes">The classes in the order of the output's columns; empty for regression.</param>
public sealed record ArtifactTask(string Name, TaskKind Kind, string Column, IReadOnlyList<string> Classes);
