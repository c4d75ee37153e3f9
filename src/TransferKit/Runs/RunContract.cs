using TransferKit.Tasks.Contracts;

namespace TransferKit.Runs;

/// <summary>What counted for a run, how it came to that, and what came of its limits.</summary>
/// <param name="Terms">What counted.</param>
/// <param name="History">Each change up to then.</param>
/// <param name="Limits">What came of the limits.</param>
internal sealed record RunContract(ContractTerms Terms, IReadOnlyList<ContractChange> History, IReadOnlyList<LimitResult> Limits)
{
    /// <summary>Such as <c>2 of 3 met</c>; null without limits.</summary>
    public static string? Summary(RunContract? contract) => contract is not { Limits.Count: > 0 } ? null
        : $"{contract.Limits.Count(limit => limit.Outcome == LimitResult.Met)} of {contract.Limits.Count} met";
}
