using TransferKit.Tasks;

namespace TransferKit.Datasets.Splitting;

/// <summary>What is worth saying about a split that is no error.</summary>
internal static class SplitNotes
{
    private const int Shown = 5;

    /// <summary>Leaks between parts, empty parts, and classes that a held-out part lacks.</summary>
    public static IEnumerable<string> Describe(ImageDataset dataset, IReadOnlyList<SplitName?> parts)
    {
        if (Leaks(dataset, parts) is > 0 and var leaks)
        {
            yield return $"{leaks} images outside dev and test are near-duplicates of images in them, or share a group with them: "
                + "scores may be too good.";
        }

        foreach (var part in new[] { SplitName.Dev, SplitName.Test })
        {
            if (!parts.Contains(part))
            {
                yield return $"The part {part.ToText()} is empty.";
                continue;
            }

            foreach (var task in Enumerable.Range(0, dataset.Tasks.Count))
            {
                var absent = Absent(dataset, parts, part, task);
                if (absent.Count > 0)
                {
                    var more = absent.Count > Shown ? $" and {absent.Count - Shown} more" : "";
                    yield return $"Task '{dataset.Tasks[task].Name}': {part.ToText()} has no image of {string.Join(", ", absent.Take(Shown))}{more}.";
                }
            }
        }
    }

    /// <summary>Images to learn from that are near-duplicates of held-out ones, or share a group with them.</summary>
    public static int Leaks(ImageDataset dataset, IReadOnlyList<SplitName?> parts) => dataset.Units
        .Where(unit => unit.Samples.Any(sample => parts[sample] is SplitName.Dev or SplitName.Test))
        .Sum(unit => unit.Samples.Count(sample => parts[sample] is SplitName.Train or SplitName.TrainDev));

    private static List<string> Absent(ImageDataset dataset, IReadOnlyList<SplitName?> parts, SplitName part, int task)
    {
        var kind = dataset.Tasks[task].Kind;
        var labels = dataset.Samples.Where((_, index) => parts[index] == part).Select(sample => sample.Labels[task]).OfType<double>();
        var present = (kind == TaskKind.MultiLabel ? labels.SelectMany(LabelSet.Labels) : labels.Select(label => (int)label)).ToHashSet();
        return [.. dataset.ClassesOf(dataset.Tasks[task]).Where((_, index) => !present.Contains(index))];
    }
}
