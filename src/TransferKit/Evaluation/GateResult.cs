namespace TransferKit.Evaluation;

/// <summary>What came of a gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Met">Whether the figure keeps the limit.</param>
/// <param name="Text">One line for a person: the gate, the outcome, the figure.</param>
public sealed record GateResult(Gate Gate, bool Met, string Text);
