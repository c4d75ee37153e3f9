using TransferKit.Evaluation;
using TransferKit.Tasks;
using TransferKit.Tasks.Contracts;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>Which arm is best on a task by the contract: the best by the metric among those that keep the limits of figures.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Metric">What is ranked by.</param>
/// <param name="Best">The arm; null where none keeps the limits.</param>
/// <param name="Broken">The limits that each other arm does not keep, by the arm's name.</param>
/// <param name="NotMeasured">The limits that a comparison does not measure.</param>
internal sealed record ContractChoice(
    string Task, string Metric, string? Best, IReadOnlyDictionary<string, IReadOnlyList<string>> Broken, IReadOnlyList<string> NotMeasured)
{
    /// <summary>A choice a task.</summary>
    public static IReadOnlyList<ContractChoice> Of(MetricContract contract, ComparisonResult result) =>
        [.. result.Arms.Select(arm => arm.Task).Distinct().Select(task => Of(contract, task, [.. result.Arms.Where(arm => arm.Task == task)]))];

    /// <summary>It in a sentence.</summary>
    public string Sentence =>
        $"By the contract {(Best is null ? "no arm" : Best)} is best on '{Task}': {(Best is null ? "none keeps the limits" : $"by {Metric}{(Broken.Count > 0 ? " among those that keep the limits" : "")}")}"
        + string.Concat(Broken.Select(arm => $"; {arm.Key} does not keep {string.Join(", ", arm.Value)}"))
        + $"{(NotMeasured.Count > 0 ? $". Not measured here: {string.Join(", ", NotMeasured)}" : "")}.";

    private static ContractChoice Of(MetricContract contract, LearningTask task, IReadOnlyList<ArmResult> arms)
    {
        Limit[] limits = [.. contract.Terms.Limits.Select(Limit.Parse).Where(limit => limit.IsOfModel || limit.Task == task.Name)];
        var broken = arms.ToDictionary(
            arm => arm.Arm, IReadOnlyList<string> (arm) => [.. limits.Where(limit => limit.Check(Figure(limit, arm)).Outcome == LimitResult.NotMet).Select(limit => limit.ToString())]);
        var metric = task.MainMetric;
        var best = arms.Where(arm => arm.Value is not null && broken[arm.Arm].Count == 0).MinBy(arm => metric.Error(arm.Value!.Value.Value));
        return new(
            task.Name, metric.Name, best?.Arm, broken.Where(arm => arm.Value.Count > 0).ToDictionary(),
            [.. limits.Where(limit => arms.All(arm => Figure(limit, arm) is null)).Select(limit => limit.ToString())]);
    }

    private static Interval? Figure(Limit limit, ArmResult arm) => limit.IsOfModel || limit.Class is not null ? null
        : limit.Figure == arm.Metric ? arm.Value : arm.Others.GetValueOrDefault(limit.Figure);
}
