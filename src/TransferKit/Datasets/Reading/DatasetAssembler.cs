using System.Globalization;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Datasets.Reading;

/// <summary>Makes a data set of what was read and scanned: quarantine, classes, checks, notes.</summary>
internal static class DatasetAssembler
{
    private const int Shown = 5;

    /// <summary>Puts the parts together.</summary>
    /// <exception cref="InvalidDatasetException">Too many bad images, none left, or a task without labels or classes enough.</exception>
    public static ImageDataset Assemble(RawDataset raw, IReadOnlyList<ScannedImage> scans, DatasetOptions options)
    {
        scans = [.. raw.Rows.Zip(scans, (row, scan) => scan.Fault is null && BoxText.Fault(raw.Tasks, row, scan) is { } fault ? scan with { Fault = fault } : scan)];
        var quarantined = Quarantine(raw, scans, options);
        var good = Enumerable.Range(0, raw.Rows.Count).Where(row => scans[row].Fault is null).ToArray();
        var classes = raw.Tasks.Select((task, index) => LabelText.Classes(task.Kind, good.Select(row => raw.Rows[row].Labels[index]))).ToArray();
        var all = good.Select(row => Sample(raw, raw.Rows[row], scans[row], classes)).ToArray();
        // Before anything is drawn or counted: images that nothing can be learned from change nothing.
        var samples = all.Where(sample => sample.Labels.Any(label => label is not null)).ToArray();
        var notes = raw.Notes.ToList();
        if (quarantined.Count > 0)
        {
            notes.Add($"{quarantined.Count} of {raw.Rows.Count} images are quarantined, the first: {Describe(quarantined[0])}.");
        }

        if (samples.Length < all.Length)
        {
            notes.Add($"{all.Length - samples.Length} images have no label of any task and are left out.");
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


    private static ImageSample Sample(RawDataset raw, RawRow row, ScannedImage scan, IReadOnlyList<string[]> classes)
    {
        var labels = raw.Tasks.Select((task, index) => row.Labels[index] is { } text ? LabelText.Read(task.Kind, text, classes[index], scan.Header) : (double?)null);
        return new(row.Path, row.Name, [.. labels], row.Source, row.Group, row.Split, scan.Content, scan.PerceptualHash);
    }

    private static void CheckTask(RawDataset raw, int task, string[] classes, ImageSample[] samples, DatasetOptions options)
    {
        var (name, column) = (raw.Tasks[task].Name, raw.Tasks[task].Columns[0]);
        if (samples.All(sample => sample.Labels[task] is null))
        {
            throw new InvalidDatasetException($"{raw.Source}: no readable image has a label for task '{name}'.", raw.Source, column: column);
        }

        // Who scores a finished model may have fewer classes than were learned.
        var least = KindRules.Of(raw.Tasks[task].Kind).LeastClasses is > 1 ? options.MinimumClasses : KindRules.Of(raw.Tasks[task].Kind).LeastClasses;
        if (classes.Length < least)
        {
            throw new InvalidDatasetException(
                $"{raw.Source}: task '{name}' has {classes.Length} class(es): {string.Join(", ", classes)}; "
                + $"a task of this kind needs at least {least}: add images of another class.", raw.Source, column: column);
        }

        if (raw.Tasks[task].Kind == TaskKind.MultiLabel && classes.Length > LabelSet.Most)
        {
            throw new InvalidDatasetException(
                $"{raw.Source}: task '{name}' has {classes.Length} labels, from {string.Join(", ", classes.Take(Shown))} on; allowed: {LabelSet.Most} a task: "
                + "share them out among several columns, a task each.", raw.Source, column: column);
        }
    }

    private static string Describe(QuarantinedImage image) => $"{image.Path}: {image.Reason.TrimEnd('.')}";
}
