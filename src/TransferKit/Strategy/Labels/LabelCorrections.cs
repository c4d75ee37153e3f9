using CsvHelper;
using TransferKit.Datasets;
using TransferKit.Datasets.Reading;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Labels;

/// <summary>A label that is changed.</summary>
/// <param name="Image">The image's name.</param>
/// <param name="Part">The part of the split that it is in, or null.</param>
/// <param name="Before">The label before.</param>
/// <param name="After">The label from now on.</param>
public sealed record LabelCorrection(string Image, SplitName? Part, string Before, string After);

/// <summary>
/// Labels corrected by hand, as a table of their own: the data stay as they are. Dev and test are corrected together or not at all (Ng, "Machine
/// Learning Yearning", chapter 16): if only the one were looked through, the two would no longer be of one distribution.
/// </summary>
public sealed class LabelCorrections
{
    private static readonly CsvWriterOptions WriterOptions = new() { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    private readonly RunRecord _run;
    private readonly RunTask _task;
    private readonly Dictionary<int, double> _labels;

    private LabelCorrections(RunRecord run, RunTask task, Dictionary<int, double> labels, IReadOnlyList<LabelCorrection> changes, int looked) =>
        (_run, _task, _labels, Changes, LookedAt) = (run, task, labels, changes, looked);

    /// <summary>The labels that change.</summary>
    public IReadOnlyList<LabelCorrection> Changes { get; }

    /// <summary>How many images somebody looked at, those whose label was right included.</summary>
    public int LookedAt { get; }

    /// <summary>Reads corrections for the data of a run.</summary>
    /// <param name="file">A CSV file with the column <c>path</c>, and <c>label</c> (the right one), or <c>wrong</c> (yes or no) and <c>suggested</c>, as
    /// <c>errors --suspects</c> writes it. A row that says nothing was not looked at.</param>
    /// <param name="run">The run, which knows the images, their labels and the split.</param>
    /// <param name="task">The task; null for the first.</param>
    /// <exception cref="InvalidDatasetException">A row cannot be read; the message names file, line, column and value.</exception>
    /// <exception cref="InvalidOptionsException">Only one of dev and test was looked through; or labels of this kind cannot be corrected so.</exception>
    public static LabelCorrections Read(string file, RunRecord run, string? task = null)
    {
        var of = task is null ? run.Tasks[0] : run[task];
        if (of.Kind is not (TaskKind.Classification or TaskKind.Ordinal))
        {
            throw new InvalidOptionsException($"The task '{of.Name}' has no classes; correct its column in the table by hand.");
        }

        var (place, table) = (of.Place(run), Table.Read(file));
        var places = run.Images.Index().DistinctBy(image => image.Item.Name).ToDictionary(image => image.Item.Name, image => image.Index, StringComparer.Ordinal);
        var (labels, looked, changes) = (new Dictionary<int, double>(), new HashSet<int>(), new List<LabelCorrection>());
        foreach (var row in table.Rows)
        {
            var name = row.Cells[table.Require("path", "the column")].Replace('\\', '/');
            if (!places.TryGetValue(name, out var image))
            {
                throw table.Error(row.Line, "path", name, $"is no image of the run '{run.Id}'; write names as 'errors --suspects' does.");
            }

            if (RightLabel(table, row, of) is not { } right)
            {
                continue;
            }

            looked.Add(image);
            var before = run.Images[image].Labels[place];
            if (right >= 0 && before != right)
            {
                labels[image] = right;
                changes.Add(new(name, run.Images[image].Part, before is { } old ? of.Classes[(int)old] : "", of.Classes[right]));
            }
        }

        RequireBoth(run, looked, changes);
        return new(run, of, labels, changes, looked.Count);
    }

    /// <summary>Writes the data with the corrected labels as a table: paths, labels of all tasks, split, source and group.</summary>
    /// <param name="file">The table; one that is there is not overwritten.</param>
    /// <exception cref="InvalidOptionsException">It is there already.</exception>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Write(string file)
    {
        if (File.Exists(file))
        {
            throw new InvalidOptionsException($"'{file}' is there already; a table of labels is not overwritten: name another file.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        AtomicFile.Write(file, stream =>
        {
            using var csv = CsvWriter.Create(stream, WriterOptions, leaveOpen: true);
            csv.WriteRecord(["path", .. _run.Tasks.SelectMany(Columns), "split", "source", "group"]);
            foreach (var (index, image) in _run.Images.Index())
            {
                csv.WriteRecord(
                [
                    Path.GetRelativePath(folder, image.Path).Replace('\\', '/'), .. _run.Tasks.SelectMany((task, place) => Cells(image, task, Label(index, task, image.Labels[place]))),
                    image.Part is { } part ? part.ToText() : "", image.Source ?? "", image.Group ?? "",
                ]);
            }
        });
    }

    /// <summary>Adds the changes to a log: time, image, task, part, label before and after.</summary>
    /// <param name="file">A CSV file, which is made or added to.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Log(string file, TimeProvider time)
    {
        var before = File.Exists(file) ? File.ReadAllBytes(file) : [];
        AtomicFile.Write(file, stream =>
        {
            stream.Write(before);
            using var csv = CsvWriter.Create(stream, WriterOptions, leaveOpen: true);
            if (before.Length == 0)
            {
                csv.WriteRecord(["time", "run", "path", "task", "split", "before", "after"]);
            }

            foreach (var change in Changes)
            {
                csv.WriteRecord([$"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ}", _run.Id, change.Image, _task.Name, change.Part is { } part ? part.ToText() : "", change.Before, change.After]);
            }
        });
    }

    /// <summary>The class that a row says is right; -1 where the label is right as it is; null where nobody looked.</summary>
    private static int? RightLabel(Table table, TableRow row, RunTask task)
    {
        string Cell(string column) => table.Find(column) is >= 0 and var place ? row.Cells[place] : "";
        int Class(string column) => task.Classes.ToList().IndexOf(Cell(column)) is >= 0 and var found ? found
            : throw table.Error(row.Line, column, Cell(column), $"is no class of '{task.Name}'; the classes are: {string.Join(", ", task.Classes)}.");
        if (table.Find("label") < 0 && table.Find("wrong") < 0)
        {
            table.Require("label", "the column (or 'wrong' and 'suggested')");
        }

        return (Cell("label"), Cell("wrong").ToLowerInvariant()) switch
        {
            ({ Length: > 0 }, _) => Class("label"),
            (_, "") => null,
            (_, "yes" or "true" or "1") => Class("suggested"),
            (_, "no" or "false" or "0") => -1,
            _ => throw table.Error(row.Line, "wrong", Cell("wrong"), "is neither yes nor no; an empty cell stands for 'not looked at'."),
        };
    }

    private static void RequireBoth(RunRecord run, HashSet<int> looked, List<LabelCorrection> changes)
    {
        bool Has(SplitName part) => run.Images.Any(image => image.Part == part);
        bool Looked(SplitName part) => looked.Any(image => run.Images[image].Part == part);
        foreach (var (one, other) in new[] { (SplitName.Dev, SplitName.Test), (SplitName.Test, SplitName.Dev) })
        {
            if (changes.Exists(change => change.Part == one) && Has(other) && !Looked(other))
            {
                throw new InvalidOptionsException(
                    $"Labels of {one.ToText()} are corrected and no image of {other.ToText()} was looked at: the two would no longer be of one distribution. Look at suspected images of "
                    + $"{other.ToText()} too (a row with 'no' in the column 'wrong' says that one is right), or leave those of {one.ToText()} out.");
            }
        }
    }

    private double? Label(int image, RunTask task, double? label) => task.Name == _task.Name && _labels.TryGetValue(image, out var right) ? right : label;

    private static IReadOnlyList<string> Columns(RunTask task) => new LearningTask(task.Name, task.Kind, task.Column).Columns;

    private static IEnumerable<string> Cells(RunImage image, RunTask task, double? label)
    {
        if (task.Kind != TaskKind.Box)
        {
            return [Text(task, label)];
        }

        if (label is null)
        {
            return Columns(task).Select(_ => "");
        }

        var header = ImageDecoder.ReadHeader(image.Path);
        var box = BoxLabel.Read(label.Value).ToPixels(header.Width, header.Height);
        return new[] { box.XMin, box.YMin, box.XMax, box.YMax }.Select(side => Math.Round(side, 2).ToString("R", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Text(RunTask task, double? label) => label switch
    {
        null => "",
        { } value when task.Kind == TaskKind.Regression => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        { } value when task.Kind == TaskKind.MultiLabel => LabelSet.Labels(value).Select(index => task.Classes[index]).ToArray() is { Length: > 0 } names ? string.Join(';', names) : ";",
        { } value => task.Classes[(int)value],
    };
}
