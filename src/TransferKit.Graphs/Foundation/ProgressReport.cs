namespace TransferKit.Foundation;

/// <summary>How far a piece of long work has come.</summary>
/// <param name="Phase">What is being done: <c>scan</c>, <c>features</c>, <c>train</c>, <c>evaluate</c>, <c>save</c> or <c>gradients</c>.</param>
/// <param name="Done">Units finished.</param>
/// <param name="Total">Units in all, or 0 where that is not known.</param>
public readonly record struct ProgressReport(string Phase, long Done, long Total);
