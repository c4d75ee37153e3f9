namespace TransferKit.Runs;

/// <summary>How often the held-out parts of a split have been looked at.</summary>
/// <param name="Dev">Candidates compared on dev.</param>
/// <param name="Test">Scorings of test.</param>
public readonly record struct LookCounts(int Dev, int Test);
