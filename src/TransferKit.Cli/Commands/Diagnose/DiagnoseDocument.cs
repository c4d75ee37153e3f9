using TransferKit.Cli.Commands.Runs;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Evaluation;
using TransferKit.Strategy;

namespace TransferKit.Cli.Commands.Diagnose;

/// <summary>What <c>diagnose --json</c> prints.</summary>
internal sealed record DiagnoseDocument(
    string Run, string Task, string Metric, IReadOnlyList<StepDocument> Ladder, IReadOnlyList<GapDocument> Gaps, string Verdict, string Explanation,
    IReadOnlyList<ActionDocument> Actions, IReadOnlyList<string> Missing, IReadOnlyDictionary<string, string> HowToMeasure, Interval? LabelNoise,
    IReadOnlyList<LeakDocument> Leaks, IReadOnlyList<string> MixedKnobs, AppliedDocument? Applied, IReadOnlyList<GateDocument>? Gates)
{
    /// <summary>The document of a report.</summary>
    public static DiagnoseDocument Of(DiagnoseReport report)
    {
        var diagnosis = report.Diagnosis;
        return new(
            diagnosis.Run.Id, diagnosis.Task.Name, diagnosis.Task.Metric,
            [.. diagnosis.Ladder.Steps.Select(step => new StepDocument(step.Name, step.Error))],
            [.. diagnosis.Ladder.Gaps.Select(GapDocument.Of)],
            diagnosis.Verdict, diagnosis.Explanation,
            [.. diagnosis.Actions.Select(ActionDocument.Of)],
            [.. diagnosis.Missing.Select(missing => missing.Name)],
            diagnosis.Missing.ToDictionary(missing => missing.Name, missing => missing.How),
            diagnosis.Noise?.Share,
            [.. diagnosis.Leaks.Select(leak => new LeakDocument(leak.Learned, leak.HeldOut, Datasets.SplitNames.ToText(leak.Part), leak.IsSameFile))],
            [.. diagnosis.MixedKnobs.Select(knob => knob.Option)],
            report.Applied is { } applied ? AppliedDocument.Of(applied) : null,
            report.Gates.Count == 0 ? null : [.. report.Gates.Select(GateDocument.Of)]);
    }
}

/// <summary>A step of the ladder.</summary>
internal sealed record StepDocument(string Step, Interval Error);

/// <summary>What lies between two steps.</summary>
internal sealed record GapDocument(string Name, string From, string To, Interval Difference, bool Distinguishable, int? NeedMore, bool Matters)
{
    /// <summary>The document of a gap.</summary>
    public static GapDocument Of(LadderGap gap) => new(gap.Gap.ToText(), gap.From, gap.To, gap.Difference, gap.IsDistinguishable, gap.NeedMore, gap.Matters);
}

/// <summary>What to do.</summary>
internal sealed record ActionDocument(int Rank, string Option, string? Gap, string Why, string Effect, string Cost, bool MovesSeveral)
{
    /// <summary>The document of an action.</summary>
    public static ActionDocument Of(AdvisedAction action) =>
        new(action.Rank, action.Option, action.Gap?.ToText(), action.Why, action.Effect, action.Cost, action.MovesSeveral);
}

/// <summary>A held-out image that was learned from.</summary>
internal sealed record LeakDocument(string Learned, string HeldOut, string Part, bool SameFile);

/// <summary>What came of the first action.</summary>
internal sealed record AppliedDocument(int Rank, string Option, string Model, IReadOnlyList<string> Command, RunComparisonDocument Comparison)
{
    /// <summary>The document of an applied action.</summary>
    public static AppliedDocument Of(AppliedAction applied) =>
        new(applied.Action.Rank, applied.Action.Option, applied.Model, applied.Command, RunComparisonDocument.Of(applied.Comparison));
}
