namespace TransferKit.Strategy.Advising;

/// <summary>What to think of one of the questions of Ng's course: when to transfer, when to share, when to go end to end.</summary>
/// <param name="Question"><c>transfer</c>, <c>sharing</c> or <c>end-to-end</c>.</param>
/// <param name="Verdict">The answer in a word or two.</param>
/// <param name="IsMeasured">Whether a comparison on the user's own images stands behind it; else it is what such data most often call for.</param>
/// <param name="Because">What speaks for it, a sentence each.</param>
/// <param name="Missing">The measurements that would decide it, each with how to get it.</param>
public sealed record Advice(string Question, string Verdict, bool IsMeasured, IReadOnlyList<string> Because, IReadOnlyList<MissingMeasurement> Missing);
