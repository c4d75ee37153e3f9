using TransferKit.Evaluation;

namespace TransferKit.Strategy;

/// <summary>What to do next.</summary>
/// <param name="Rank">1 for the first.</param>
/// <param name="Option">The option to change, as it is written on the command line, or the command to run.</param>
/// <param name="Gap">The gap it moves; null for a fault of the data, which comes before all gaps.</param>
/// <param name="Why">What was measured that speaks for it.</param>
/// <param name="Effect">What to expect.</param>
/// <param name="Cost">What it takes.</param>
/// <param name="MovesSeveral">Whether it moves other gaps too.</param>
/// <param name="Arguments">The words to add to the command that made the run, where that is all there is to it; else empty.</param>
public sealed record AdvisedAction(
    int Rank, string Option, Gap? Gap, string Why, string Effect, string Cost, bool MovesSeveral, IReadOnlyList<string> Arguments);
