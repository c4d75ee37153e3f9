using TransferKit.Datasets;
using TransferKit.Training;
using TransferKit.Training.Comparisons;

namespace TransferKit.MultiTask;

/// <summary>
/// Whether tasks gain from sharing the stages that they train: all of them together against each of them alone, on the same folds and seeds (the
/// control that Caruana 1997 asks for).
/// </summary>
public static class TaskSharing
{
    /// <summary>The arm that trains all tasks.</summary>
    public const string Together = "together";

    // Lesson 20 of Ng's course: sharing pays where the amounts of data are similar.
    private const double SimilarSizes = 10;

    /// <summary>The arms: all tasks together, and each of them alone.</summary>
    /// <param name="dataset">The data; two tasks or more.</param>
    /// <param name="retrain">What of the backbone is trained: what the tasks share.</param>
    public static IReadOnlyList<ComparisonArm> Arms(ImageDataset dataset, Retrain retrain) =>
    [
        new(Together, retrain),
        .. dataset.Tasks.Select(task => new ComparisonArm(AloneName(task.Name), retrain) { Tasks = [task.Name] }),
    ];

    /// <summary>The arms where the tasks that sharing hurts are trained alone and the others together; null where there is none, or no two others.</summary>
    /// <param name="dataset">The data.</param>
    /// <param name="retrain">What of the backbone is trained.</param>
    /// <param name="result">The comparison of <see cref="Arms"/>.</param>
    public static ComparisonArm? Separated(ImageDataset dataset, Retrain retrain, ComparisonResult result)
    {
        var hurt = Hurt(result);
        string[] rest = [.. dataset.Tasks.Select(task => task.Name).Except(hurt)];
        return hurt.Count > 0 && rest.Length > 1 ? new($"without {string.Join(" and ", hurt)}", retrain) { Tasks = rest } : null;
    }

    /// <summary>The names of the tasks that are distinguishably worse together than alone.</summary>
    public static IReadOnlyList<string> Hurt(ComparisonResult result) => [.. Pairs(result).Where(pair => pair.IsDistinguishable && !HelpedBy(pair)).Select(pair => pair.Task.Name)];

    /// <summary>What to think and to do, in sentences.</summary>
    public static IReadOnlyList<string> Advice(ComparisonResult result)
    {
        if (result.Arms.Where(arm => arm.Arm == Together).All(arm => arm.Retrain == Retrain.HeadOnly))
        {
            return ["With '--retrain head' the tasks share nothing that is trained, so together and alone are the same: retrain stages, such as last:1, to compare sharing."];
        }

        var advice = new List<string>();
        var hurt = Hurt(result);
        advice.AddRange(hurt.Select(task =>
            $"Sharing hurts '{task}': train it alone (a model of its own, with its own stages), and the others together ('--auto-separate' compares that)."));
        string[] helped = [.. Pairs(result).Where(pair => pair.IsDistinguishable && HelpedBy(pair)).Select(pair => $"'{pair.Task.Name}'")];
        if (helped.Length > 0)
        {
            advice.Add($"Sharing helps {string.Join(" and ", helped)}.");
        }

        if (hurt.Count == 0 && helped.Length == 0)
        {
            advice.Add("Together and alone cannot be told apart on these images: together is one model, smaller and faster than several, so take that.");
        }

        var (fewest, most) = (result.Labelled.MinBy(task => task.Value), result.Labelled.MaxBy(task => task.Value));
        if (most.Value > SimilarSizes * fewest.Value)
        {
            advice.Add(FormattableString.Invariant(
                $"'{most.Key}' has {most.Value:N0} labelled images and '{fewest.Key}' {fewest.Value:N0}: sharing pays for tasks of similar amounts of data, so '{most.Key}' has little to gain."));
        }

        return advice;
    }

    private static IEnumerable<PairResult> Pairs(ComparisonResult result) => result.Pairs.Where(pair => pair.First == Together && pair.Second == AloneName(pair.Task.Name));

    private static bool HelpedBy(PairResult pair) => pair.Difference!.Value.Value.Value > 0 == Tasks.Kinds.KindRules.Of(pair.Task.Kind).HigherIsBetter;

    private static string AloneName(string task) => $"{task} alone";
}
