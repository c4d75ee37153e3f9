using TransferKit.Artifacts;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>One task's head on its way through the training of stages: it starts as it was trained on the frozen backbone.</summary>
/// <param name="Task">The task and the label of every row.</param>
/// <param name="Plan">The form of its network, without batch norm, which the start has folded in.</param>
/// <param name="Start">The head on the frozen backbone; its standardisation of features stays.</param>
/// <param name="Decay">The strength of its L2.</param>
/// <param name="ClassWeights">The weight of every row, or null for equal ones.</param>
internal sealed record TunedHead(TaskRows Task, HeadPlan Plan, HeadModel Start, double Decay, double[]? ClassWeights);
