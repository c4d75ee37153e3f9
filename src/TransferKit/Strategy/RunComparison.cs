using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Strategy;

/// <summary>One task of two runs, on images that both were asked about and neither was trained on.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="On">What the images are: <c>cv</c>, <c>dev</c> or <c>test</c>.</param>
/// <param name="First">The first run's figure.</param>
/// <param name="Second">The second run's figure.</param>
/// <param name="Difference">First minus second, paired; null where it cannot be measured.</param>
/// <param name="HigherIsBetter">Whether more of the metric is better.</param>
public sealed record RunDifference(
    string Task, string Metric, string On, Interval? First, Interval? Second, Difference? Difference, bool HigherIsBetter);

/// <summary>Two runs side by side: what differs in how they were made, and in what came out.</summary>
public sealed record RunComparison
{
    private RunComparison()
    {
    }

    /// <summary>The first run.</summary>
    public required RunRecord First { get; init; }

    /// <summary>The second run.</summary>
    public required RunRecord Second { get; init; }

    /// <summary>The options that differ: name, value of the first, value of the second.</summary>
    public required IReadOnlyList<(string Option, string First, string Second)> Options { get; init; }

    /// <summary>The differences, a task each.</summary>
    public required IReadOnlyList<RunDifference> Tasks { get; init; }

    /// <summary>Compares two runs on the same held-out images: those of the folds where both have folds, else test, else dev.</summary>
    /// <param name="first">A run.</param>
    /// <param name="second">Another.</param>
    /// <param name="options">How intervals are made, or null for the defaults.</param>
    /// <exception cref="InvalidOptionsException">They have no task, or no held-out image, in common.</exception>
    public static RunComparison Of(RunRecord first, RunRecord second, BootstrapOptions? options = null)
    {
        var tasks = first.Tasks.Where(task => second.Tasks.Any(other => (other.Name, other.Kind) == (task.Name, task.Kind) && other.Classes.SequenceEqual(task.Classes))).ToList();
        if (tasks.Count == 0)
        {
            throw new InvalidOptionsException($"The runs '{first.Id}' and '{second.Id}' have no task in common with the same classes, so nothing can be compared.");
        }

        return new()
        {
            First = first,
            Second = second,
            Options = Differences(first, second),
            Tasks = [.. tasks.Select(task => Compare(task, first, second, options ?? BootstrapOptions.Default))],
        };
    }

    private static (string, string, string)[] Differences(RunRecord first, RunRecord second)
    {
        static IReadOnlyDictionary<string, string> All(RunRecord run) => new Dictionary<string, string>(
            run.Recipe.Concat(run.Tasks.Select(task => KeyValuePair.Create($"metric of '{task.Name}'", task.Metric))))
        {
            ["backbone"] = run.Backbone,
            ["data"] = run.DataDigest,
            ["threads"] = FormattableString.Invariant($"{run.Threads}"),
        };
        var (left, right) = (All(first), All(second));
        return [.. left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
            .Select(key => (key, left.GetValueOrDefault(key, "-"), right.GetValueOrDefault(key, "-"))).Where(entry => entry.Item2 != entry.Item3)];
    }

    private static RunDifference Compare(RunTask task, RunRecord first, RunRecord second, BootstrapOptions options)
    {
        var pairing = RunPairing.Find(task, first, second) ?? throw new InvalidOptionsException(
            $"The runs '{first.Id}' and '{second.Id}' share no held-out image with the same label of task '{task.Name}': give both the same --split-file, or --folds and --seed.");
        var (left, right) = (task.Rows(first, pairing.First, pairing.ByFolds), second[task.Name].Rows(second, pairing.Second, pairing.ByFolds));
        return new(
            task.Name, task.Metric, pairing.On, task.Rules.Evaluate(left, options, pairing.ByFolds)[task.Metric], task.Rules.Evaluate(right, options, pairing.ByFolds)[task.Metric],
            task.MainMetric.SameRows(left, right, options), task.MainMetric.HigherIsBetter);
    }
}
