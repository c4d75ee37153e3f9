using TransferKit.Tasks.Contracts;

namespace TransferKit.Cli.Commands.Contract;

/// <summary>What <c>contract set --json</c> and <c>contract show --json</c> print.</summary>
/// <param name="Contract">The file.</param>
/// <param name="Changed">Whether it was changed just now.</param>
/// <param name="Tasks">What counts for each task that has an entry.</param>
/// <param name="Limits">What only has to be good enough.</param>
/// <param name="History">Each change, the first one first.</param>
internal sealed record ContractDocument(string Contract, bool Changed, IReadOnlyDictionary<string, TaskTermsDocument> Tasks, IReadOnlyList<string> Limits, IReadOnlyList<ContractChangeDocument> History)
{
    /// <summary>The document of a contract.</summary>
    public static ContractDocument Of(string file, MetricContract contract, bool changed) =>
        new(file, changed, TaskTermsDocument.Of(contract.Terms), contract.Terms.Limits, [.. contract.History.Select(ContractChangeDocument.Of)]);
}

/// <summary>What counts for a task.</summary>
internal sealed record TaskTermsDocument(string? Metric, CostsDocument? Costs)
{
    /// <summary>The documents of all tasks with an entry.</summary>
    public static IReadOnlyDictionary<string, TaskTermsDocument> Of(ContractTerms terms) =>
        terms.Tasks.ToDictionary(task => task.Key, task => new TaskTermsDocument(task.Value.MetricName, task.Value.Costs is { } costs ? new(costs.Classes, costs.Rows) : null));
}

/// <summary>What wrong answers cost: rows are what it is, columns what is said.</summary>
internal sealed record CostsDocument(IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<double>> Rows);

/// <summary>What counted.</summary>
internal sealed record TermsDocument(IReadOnlyDictionary<string, TaskTermsDocument> Tasks, IReadOnlyList<string> Limits)
{
    /// <summary>The document of terms.</summary>
    public static TermsDocument Of(ContractTerms terms) => new(TaskTermsDocument.Of(terms), terms.Limits);
}

/// <summary>A change.</summary>
internal sealed record ContractChangeDocument(DateTimeOffset Date, string? Reason, TermsDocument? Before, TermsDocument After)
{
    /// <summary>The document of a change.</summary>
    public static ContractChangeDocument Of(ContractChange change) =>
        new(change.Date, change.Reason, change.Before is null ? null : TermsDocument.Of(change.Before), TermsDocument.Of(change.After));
}
