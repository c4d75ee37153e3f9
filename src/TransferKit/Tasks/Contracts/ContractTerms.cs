using System.Text.Json.Serialization;
using TransferKit.Evaluation;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Tasks.Contracts;

/// <summary>What counts.</summary>
internal sealed record ContractTerms
{
    /// <summary>Nothing but the defaults.</summary>
    public static readonly ContractTerms None = new();

    /// <summary>What counts for each task, by name; a task that is not named keeps its default.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, TaskTerms> Tasks { get; init; } = new Dictionary<string, TaskTerms>();

    /// <summary>What only has to be good enough, each as <see cref="Limit"/> is written.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Limits { get; init; } = [];

    /// <summary>Whether others say the same.</summary>
    public bool SameAs(ContractTerms other) => ContractFile.Text(this) == ContractFile.Text(other);

    /// <summary>These terms with another metric of a task.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="metric">The metric's name; null for the default.</param>
    public ContractTerms With(string task, string? metric) => With(task, new TaskTerms { Metric = metric });

    /// <summary>These terms with costs of a task, which take the place of its metric.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="costs">The costs.</param>
    public ContractTerms With(string task, CostMatrix costs) => With(task, new TaskTerms { Costs = new(costs.Classes, costs.Rows) });

    private ContractTerms With(string task, TaskTerms terms) => this with
    {
        Tasks = new SortedDictionary<string, TaskTerms>(
            Tasks.Where(entry => entry.Key != task).Append(new(task, terms)).Where(entry => entry.Value != TaskTerms.None).ToDictionary(), StringComparer.Ordinal),
    };
}

/// <summary>What counts for one task.</summary>
internal sealed record TaskTerms
{
    /// <summary>Nothing but the defaults.</summary>
    public static readonly TaskTerms None = new();

    /// <summary>The metric to rank by.</summary>
    /// <value>Default null: the first of the task's kind.</value>
    public string? Metric { get; init; }

    /// <summary>What wrong answers cost, in the place of a metric.</summary>
    /// <value>Default null.</value>
    public TaskCosts? Costs { get; init; }

    /// <summary>The name of what is ranked by; null for the default.</summary>
    [JsonIgnore]
    public string? MetricName => Costs is null ? Metric : KindRules.CostMetricName;
}

/// <summary>What wrong answers cost.</summary>
/// <param name="Classes">The classes.</param>
/// <param name="Rows">A row for each class that it is, in it a cost for each class that is said.</param>
internal sealed record TaskCosts(IReadOnlyList<string> Classes, IReadOnlyList<IReadOnlyList<double>> Rows)
{
    /// <summary>The same, checked.</summary>
    /// <exception cref="Foundation.InvalidOptionsException">It cannot be.</exception>
    public CostMatrix ToMatrix() => new(Classes, Rows);
}

/// <summary>A change of what counts.</summary>
/// <param name="Date">When.</param>
/// <param name="After">What counts since.</param>
/// <param name="Reason">Why; null where none was given, which only the first change may leave out.</param>
/// <param name="Before">What counted before; null for the first.</param>
internal sealed record ContractChange(DateTimeOffset Date, ContractTerms After, string? Reason = null, ContractTerms? Before = null);
