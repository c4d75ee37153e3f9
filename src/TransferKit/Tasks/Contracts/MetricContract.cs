using TransferKit.Foundation;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Tasks.Contracts;

/// <summary>
/// What counts, said before it is measured: one metric a task to rank by, and limits that others only
/// have to keep (Ng, Machine Learning Yearning, chapters 8 to 12). It is changed when the
/// target changes, never to suit a result: so each change is kept with its date and reason.
/// </summary>
/// <param name="Terms">What counts now.</param>
/// <param name="History">How it came to that, the first change first.</param>
internal sealed record MetricContract(ContractTerms Terms, IReadOnlyList<ContractChange> History)
{
    /// <summary>Where it was read from; null for one that was not.</summary>
    public string? File { get; init; }

    /// <summary>The contract with other terms; the same one where they do not differ.</summary>
    /// <param name="terms">What counts from now on.</param>
    /// <param name="reason">Why.</param>
    /// <param name="time">The clock.</param>
    public MetricContract Change(ContractTerms terms, string? reason, TimeProvider time) => terms.SameAs(Terms)
        ? this
        : this with { Terms = terms, History = [.. History, new(time.GetUtcNow(), terms, reason, History.Count == 0 ? null : Terms)] };

    /// <summary>Tasks with what the contract says of them; those that it does not name stay as they are.</summary>
    /// <param name="tasks">The tasks of the data, or of a model.</param>
    /// <exception cref="InvalidContractException">The contract names a task that there is not, or a metric that its kind has not.</exception>
    public IReadOnlyList<LearningTask> Apply(IReadOnlyList<LearningTask> tasks)
    {
        string[] names = [.. tasks.Select(task => task.Name)];
        if (Terms.Tasks.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw Invalid($"names the task '{unknown}'; the tasks are: {string.Join(", ", names)}.{NearestName.Question(unknown, names)}");
        }

        return [.. tasks.Select(task => Terms.Tasks.TryGetValue(task.Name, out var terms) ? Apply(task, terms) : task)];
    }

    /// <summary>Checks, before any work, that all that is limited will be measured.</summary>
    /// <param name="tasks">Each task's metrics and classes, by name.</param>
    /// <exception cref="InvalidContractException">Something will not.</exception>
    public void RequireLimits(IReadOnlyDictionary<string, (IReadOnlyList<string> Metrics, IReadOnlyList<string> Classes)> tasks)
    {
        try
        {
            foreach (var limit in Terms.Limits)
            {
                Limit.Parse(limit).RequireKnown(tasks);
            }
        }
        catch (InvalidOptionsException error)
        {
            throw new InvalidContractException($"The contract '{File}' does not fit: {error.Message}", File, error);
        }
    }

    /// <summary>Checks that the costs of a task are for its classes.</summary>
    /// <param name="task">A task that <see cref="Apply(IReadOnlyList{LearningTask})"/> gave.</param>
    /// <param name="classes">Its classes.</param>
    /// <exception cref="InvalidContractException">They are for other ones.</exception>
    public void RequireClasses(LearningTask task, IReadOnlyList<string> classes)
    {
        try
        {
            task.Costs?.For(classes);
        }
        catch (InvalidOptionsException error)
        {
            throw new InvalidContractException($"The contract '{File}' does not fit '{task.Name}': {error.Message}", File, error);
        }
    }

    private LearningTask Apply(LearningTask task, TaskTerms terms)
    {
        var rules = KindRules.Of(task.Kind);
        if (terms.Costs is not null && task.Kind != TaskKind.Classification)
        {
            throw Invalid($"has costs for '{task.Name}', which is of the kind '{rules.Name}'; costs are for tasks of the kind 'class'.");
        }

        return terms.Metric is null || rules.Metrics.Contains(terms.Metric) ? task with { Metric = terms.Metric, Costs = terms.Costs?.ToMatrix() } : throw Invalid(
            $"names the metric '{terms.Metric}' for '{task.Name}'; a task of the kind '{rules.Name}' has: {string.Join(", ", rules.Metrics)}."
            + NearestName.Question(terms.Metric, rules.Metrics));
    }

    private InvalidContractException Invalid(string found) => new($"The contract {(File is null ? "" : $"'{File}' ")}{found}", File);
}
