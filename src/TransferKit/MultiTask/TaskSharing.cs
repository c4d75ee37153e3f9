using System.Globalization;
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

    /// <summary>The names of the tasks that are distinguishably worse together than alone, by <see cref="ComparisonResult.LeastGain"/> or more.</summary>
    public static IReadOnlyList<string> Hurt(ComparisonResult result) => [.. SharingEffect.Of(result).Where(effect => effect.Hurts).Select(effect => effect.Task)];

    /// <summary>What to think and to do, in sentences.</summary>
    public static IReadOnlyList<string> Advice(ComparisonResult result)
    {
        if (result.Arms.Where(arm => arm.Arm == Together).All(arm => arm.Retrain == Retrain.HeadOnly && arm.Adapter is null))
        {
            return ["With '--retrain head' the tasks share nothing that is trained, so together and alone are the same: retrain stages, such as last:1, or share an adapter, to compare sharing."];
        }

        var advice = new List<string>();
        var (hurt, effects) = (Hurt(result), SharingEffect.Of(result));
        advice.AddRange(hurt.Select(task =>
            $"Sharing hurts '{task}': train it alone (a model of its own, with its own stages), and the others together ('--auto-separate' compares that)."));
        string[] helped = [.. effects.Where(effect => effect.Helps).Select(effect => $"'{effect.Task}'")];
        if (helped.Length > 0)
        {
            advice.Add($"Sharing helps {string.Join(" and ", helped)}.");
        }

        advice.AddRange(effects.Where(effect => effect.IsSmall).Select(effect =>
            $"'{effect.Task}' is {(effect.Gain < 0 ? "worse" : "better")} together by {Figure(Math.Abs(effect.Gain))}: certain, but less than the {Figure(effect.Least)} from which it matters."));
        if (hurt.Count == 0 && helped.Length == 0)
        {
            advice.Add("Together and alone differ by nothing that matters and is certain on these images: together is one model, smaller and faster than several, so take that.");
        }

        var (fewest, most) = (result.Labelled.MinBy(task => task.Value), result.Labelled.MaxBy(task => task.Value));
        if (most.Value > SimilarSizes * fewest.Value)
        {
            advice.Add(FormattableString.Invariant(
                $"'{most.Key}' has {most.Value:N0} labelled images and '{fewest.Key}' {fewest.Value:N0}: sharing pays for tasks of similar amounts of data, so '{most.Key}' has little to gain."));
        }

        return advice;
    }

    /// <summary>The arm that trains one task.</summary>
    internal static string AloneName(string task) => $"{task} alone";

    private static string Figure(double value) => value.ToString(value >= 100 ? "N0" : "G2", CultureInfo.InvariantCulture);
}
