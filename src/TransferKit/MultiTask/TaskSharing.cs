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

    /// <summary>The arm where the tasks that sharing hurts have an adapter of their own, all tasks being trained together; null where there is none. The
    /// shared part still learns from these tasks: left out, it would be moved by the others alone, and the adapter would have to undo that.</summary>
    /// <param name="retrain">What of the backbone is trained.</param>
    /// <param name="result">The comparison of <see cref="Arms"/>.</param>
    /// <param name="width">How wide the adapters are.</param>
    public static ComparisonArm? WithOwnAdapters(Retrain retrain, ComparisonResult result, int width = 32)
    {
        var hurt = Hurt(result);
        return hurt.Count > 0 ? new(OwnAdapterName(hurt), retrain) { OwnAdapters = hurt.ToDictionary(task => task, _ => width) } : null;
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
            $"Sharing hurts '{task}': train it alone (a model of its own, with its own stages) and the others together, or give it an adapter of its own "
            + "('--own-adapter'; '--auto-separate' compares both)."));
        var own = SharingEffect.Of(result, OwnAdapterName(hurt)).Where(effect => hurt.Contains(effect.Task));
        advice.AddRange(own.Select(effect => effect.Hurts
            ? $"With an adapter of its own, '{effect.Task}' is still worse than alone: train it alone."
            : $"With an adapter of its own, '{effect.Task}' is no longer worse than alone by what is certain and matters."));
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

    private static string OwnAdapterName(IReadOnlyList<string> hurt) => $"own adapter for {string.Join(" and ", hurt)}";

    /// <summary>The arm that trains one task.</summary>
    internal static string AloneName(string task) => $"{task} alone";

    private static string Figure(double value) => value.ToString(value >= 100 ? "N0" : "G2", CultureInfo.InvariantCulture);
}
