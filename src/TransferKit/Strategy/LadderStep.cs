using TransferKit.Evaluation;

namespace TransferKit.Strategy;

/// <summary>A step of the ladder.</summary>
/// <param name="Name"><c>human</c>, <c>train</c>, <c>train-dev</c>, <c>folds</c>, <c>dev</c> or <c>test</c>.</param>
/// <param name="Error">The error there: 1 less the task's main figure where more of it is better, else the figure itself.</param>
public sealed record LadderStep(string Name, Interval Error);

/// <summary>What lies between two steps.</summary>
/// <param name="Gap">What it is.</param>
/// <param name="From">The lower step.</param>
/// <param name="To">The upper step.</param>
/// <param name="Difference">How much larger the error is at the upper step.</param>
/// <param name="IsDistinguishable">Whether the interval leaves zero out.</param>
/// <param name="NeedMore">Where it is not: how many more images, at the step that has fewer, would tell a gap of this size; null where no number
/// can be said, for the gap seen is too small to matter.</param>
/// <param name="Matters">Whether it is distinguishable, and its whole interval at least as large as matters.</param>
public sealed record LadderGap(Gap Gap, string From, string To, Interval Difference, bool IsDistinguishable, int? NeedMore, bool Matters)
{
    /// <summary>What to think of it, in a few words.</summary>
    internal string Remark => this switch
    {
        { Matters: true } => "matters",
        { IsDistinguishable: true, Difference.Value: < 0 } => "the other way round: the upper step is easier",
        { IsDistinguishable: true } => "certain, but it may be too small to matter",
        { NeedMore: { } more } => FormattableString.Invariant($"not distinguishable yet: about {more:N0} more images needed"),
        _ => "no gap to be seen",
    };
}
