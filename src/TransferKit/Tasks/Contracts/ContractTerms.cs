namespace TransferKit.Tasks.Contracts;

/// <summary>What counts.</summary>
internal sealed record ContractTerms
{
    /// <summary>Nothing but the defaults.</summary>
    public static readonly ContractTerms None = new();

    /// <summary>What counts for each task, by name; a task that is not named keeps its default.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, TaskTerms> Tasks { get; init; } = new Dictionary<string, TaskTerms>();

    /// <summary>Whether others say the same.</summary>
    public bool SameAs(ContractTerms other) => ContractFile.Text(this) == ContractFile.Text(other);

    /// <summary>These terms with another metric of a task.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="metric">The metric's name; null for the default.</param>
    public ContractTerms With(string task, string? metric) => With(task, terms => terms with { Metric = metric });

    private ContractTerms With(string task, Func<TaskTerms, TaskTerms> change)
    {
        var tasks = new SortedDictionary<string, TaskTerms>(Tasks.ToDictionary(), StringComparer.Ordinal)
        {
            [task] = change(Tasks.GetValueOrDefault(task, TaskTerms.None)),
        };
        return this with { Tasks = new SortedDictionary<string, TaskTerms>(tasks.Where(entry => entry.Value != TaskTerms.None).ToDictionary(), StringComparer.Ordinal) };
    }
}

/// <summary>What counts for one task.</summary>
internal sealed record TaskTerms
{
    /// <summary>Nothing but the defaults.</summary>
    public static readonly TaskTerms None = new();

    /// <summary>The metric to rank by.</summary>
    /// <value>Default null: the first of the task's kind.</value>
    public string? Metric { get; init; }
}

/// <summary>A change of what counts.</summary>
/// <param name="Date">When.</param>
/// <param name="After">What counts since.</param>
/// <param name="Reason">Why; null where none was given, which only the first change may leave out.</param>
/// <param name="Before">What counted before; null for the first.</param>
internal sealed record ContractChange(DateTimeOffset Date, ContractTerms After, string? Reason = null, ContractTerms? Before = null);
