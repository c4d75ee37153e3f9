using System.Globalization;
using TransferKit.Tasks;

namespace TransferKit.Datasets.Reading;

/// <summary>Makes a data set of what was read and scanned: quarantine, classes, checks, notes.</summary>
internal static class DatasetAssembler
{
    private const int Shown = 5;

    /// <summary>Puts the parts together.</summary>
    /// <exception cref="InvalidDatasetException">Too many bad images, none left, or a task without labels or classes enough.</exception>
    public static ImageDataset Assemble(RawDataset raw, IReadOnlyList<ScannedImage> scans, DatasetOptions options)
    {
        var quarantined = Quarantine(raw, scans, options);
        var good = Enumerable.Range(0, raw.Rows.Count).Where(row => scans[row].Fault is null).ToArray();
        var classes = raw.Tasks.Select((task, index) => ClassesOf(task, good.Select(row => raw.Rows[row].Labels[index]))).ToArray();
        var samples = good.Select(row => Sample(raw, raw.Rows[row], scans[row], classes)).ToArray();
        var notes = raw.Notes.ToList();
        if (quarantined.Count > 0)
        {
            notes.Add($"{quarantined.Count} of {raw.Rows.Count} images are quarantined, the first: {Describe(quarantined[0])}.");
        }

        for (var task = 0; task < raw.Tasks.Count; task++)
        {
            CheckTask(raw, task, classes[task], samples, options);
            notes.AddRange(LabelNotes.SmallClasses(raw.Tasks[task], classes[task], samples.Select(sample => sample.Labels[task])));
            notes.AddRange(LabelNotes.Conflicts(raw.Tasks[task], task, samples));
        }

        return new(raw.Root, raw.Tasks, classes, samples, quarantined, raw.Ignored, notes, options.NearDuplicateDistance);
    }

    private static List<QuarantinedImage> Quarantine(RawDataset raw, IReadOnlyList<ScannedImage> scans, DatasetOptions options)
    {
        var quarantined = raw.Rows.Zip(scans).Where(pair => pair.Second.Fault is not null)
            .Select(pair => new QuarantinedImage(pair.First.Path, pair.Second.Fault!)).ToList();
        var share = (double)quarantined.Count / raw.Rows.Count;
        if (share > options.MaxBad || quarantined.Count == raw.Rows.Count)
        {
            var more = quarantined.Count > Shown ? $"; and {quarantined.Count - Shown} more" : "";
            throw new InvalidDatasetException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{raw.Source}: {quarantined.Count} of {raw.Rows.Count} images cannot be used ({share:0.###}; allowed: {options.MaxBad:0.###}): ")
                + $"{string.Join("; ", quarantined.Take(Shown).Select(Describe))}{more}. Repair or remove them, or allow more (max-bad).",
                raw.Source);
        }

        return quarantined;
    }

    private static string[] ClassesOf(LearningTask task, IEnumerable<string?> labels) => task.Kind == TaskKind.Classification
        ? [.. labels.OfType<string>().Distinct().Order(StringComparer.Ordinal)]
        : [];

    private static ImageSample Sample(RawDataset raw, RawRow row, ScannedImage scan, IReadOnlyList<string[]> classes)
    {
        var labels = raw.Tasks.Select((task, index) => row.Labels[index] is not { } text
            ? (double?)null
            : task.Kind == TaskKind.Classification
                ? Array.BinarySearch(classes[index], text, StringComparer.Ordinal)
                : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        return new(row.Path, row.Name, [.. labels], row.Source, row.Group, row.Split, scan.Content, scan.PerceptualHash);
    }

    private static void CheckTask(RawDataset raw, int task, string[] classes, ImageSample[] samples, DatasetOptions options)
    {
        var (name, column) = (raw.Tasks[task].Name, raw.Tasks[task].Column);
        if (samples.All(sample => sample.Labels[task] is null))
        {
            throw new InvalidDatasetException($"{raw.Source}: no readable image has a label for task '{name}'.", raw.Source, column: column);
        }

        if (raw.Tasks[task].Kind == TaskKind.Classification && classes.Length < options.MinimumClasses)
        {
            throw new InvalidDatasetException(
                $"{raw.Source}: task '{name}' has {classes.Length} class(es): {string.Join(", ", classes)}; "
                + $"a classifier needs at least {options.MinimumClasses}: add images of another class.", raw.Source, column: column);
        }
    }

    private static string Describe(QuarantinedImage image) => $"{image.Path}: {image.Reason.TrimEnd('.')}";
}
