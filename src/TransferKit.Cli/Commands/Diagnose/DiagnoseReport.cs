using TransferKit.Evaluation;
using TransferKit.Strategy;

namespace TransferKit.Cli.Commands.Diagnose;

/// <summary>A diagnosis, for people and scripts.</summary>
/// <param name="Diagnosis">What was found.</param>
/// <param name="Gates">What came of the gates.</param>
/// <param name="Applied">What came of the first action, where it was asked for.</param>
internal sealed record DiagnoseReport(Diagnosis Diagnosis, IReadOnlyList<GateResult> Gates, AppliedAction? Applied);

/// <summary>An action that was carried out.</summary>
/// <param name="Action">The action.</param>
/// <param name="Model">The model that was written.</param>
/// <param name="Command">The words that made it.</param>
/// <param name="Comparison">The new run less the old one.</param>
internal sealed record AppliedAction(AdvisedAction Action, string Model, IReadOnlyList<string> Command, RunComparison Comparison);
