using TransferKit.Tasks;

namespace TransferKit.Datasets.Reading;

/// <summary>What is worth saying about labels that is no error.</summary>
internal static class LabelNotes
{
    private const int Shown = 5;

    /// <summary>Classes of a single image: nothing of theirs can be held out.</summary>
    public static IEnumerable<string> SmallClasses(LearningTask task, IReadOnlyList<string> classes, IEnumerable<double?> labels)
    {
        var given = labels.OfType<double>();
        var counts = (task.Kind == TaskKind.MultiLabel ? given.SelectMany(LabelSet.Labels) : given.Select(label => (int)label)).CountBy(label => label).ToDictionary();
        var single = classes.Where((_, index) => counts[index] == 1).ToArray();
        return single.Length == 0
            ? []
            : [$"Task '{task.Name}': one image only in {List(single)}; it goes to train, so nothing can be said about such a class."];
    }

    /// <summary>Identical files under different labels: at least one label is wrong.</summary>
    public static IEnumerable<string> Conflicts(LearningTask task, int index, IEnumerable<ImageSample> samples)
    {
        var conflicts = samples.Where(sample => sample.Labels[index] is not null)
            .GroupBy(sample => sample.Content)
            .Where(same => same.Select(sample => sample.Labels[index]).Distinct().Count() > 1)
            .Select(same => string.Join(" = ", same.Select(sample => sample.Name)))
            .ToArray();
        return conflicts.Length == 0
            ? []
            : [$"Task '{task.Name}': identical files have different labels: {List(conflicts)}."];
    }

    private static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $" and {names.Count - Shown} more" : "");
}
