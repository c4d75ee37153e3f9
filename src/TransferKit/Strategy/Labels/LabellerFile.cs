using System.Globalization;
using TransferKit.Datasets;
using TransferKit.Datasets.Reading;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Labels;

/// <summary>What one person said of one image.</summary>
/// <param name="Labeller">Who.</param>
/// <param name="Image">The image's place in the run.</param>
/// <param name="Label">The label, as the run holds labels; null for "I cannot tell".</param>
/// <param name="Seconds">How long it took; null where that is not known.</param>
internal sealed record PersonsLabel(string Labeller, int Image, double? Label, double? Seconds);

/// <summary>A table that the labelling page saved: <c>image</c> (the digest of the file, or its name in the run), <c>label</c>, <c>labeller</c>, and where
/// they are known <c>task</c> and <c>seconds</c>.</summary>
internal static class LabellerFile
{
    /// <summary>What stands for "I cannot tell".</summary>
    public const string CannotTell = "?";

    /// <summary>The columns, in the order in which the page writes them.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["image", "task", "label", "labeller", "seconds"];

    /// <summary>Reads a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="run">The run.</param>
    /// <param name="task">The task that was labelled.</param>
    /// <param name="known">Who has labelled what so far; rows are added.</param>
    /// <exception cref="InvalidDatasetException">A row is not about an image of the run, is there twice, or cannot be read; the message names file, line, column and value.</exception>
    public static IEnumerable<PersonsLabel> Read(string file, RunRecord run, RunTask task, HashSet<(string Labeller, int Image)> known)
    {
        var table = Table.Read(file);
        var (image, label, labeller) = (table.Require("image", "the column"), table.Require("label", "the column"), table.Require("labeller", "the column"));
        var (of, seconds) = (table.Find("task"), table.Find("seconds"));
        var place = task.Place(run);
        var places = run.Images.Index().SelectMany(entry => new[] { entry.Item.Content, entry.Item.Name }.Select(name => (Name: name, Place: entry.Index)))
            .DistinctBy(name => name.Name).ToDictionary(name => name.Name, name => name.Place, StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            if (of >= 0 && row.Cells[of] != task.Name)
            {
                throw table.Error(row.Line, "task", row.Cells[of], $"is not the task '{task.Name}'; name the file's task by --task.");
            }

            if (!places.TryGetValue(row.Cells[image].Replace('\\', '/'), out var found))
            {
                throw table.Error(row.Line, "image", row.Cells[image], $"is no image of the run '{run.Id}'; were these labelled for another run's images?");
            }

            if (run.Images[found].Labels[place] is null)
            {
                throw table.Error(row.Line, "image", row.Cells[image], $"has no label of '{task.Name}' in the run '{run.Id}', so nothing tells whether people were right.");
            }

            if (row.Cells[labeller].Length == 0)
            {
                throw table.Error(row.Line, "labeller", "", "is empty; write a name, so that several people can be told apart.");
            }

            if (!known.Add((row.Cells[labeller], found)))
            {
                throw table.Error(row.Line, "image", row.Cells[image], $"was labelled by '{row.Cells[labeller]}' before; keep one of the two rows.");
            }

            yield return new(
                row.Cells[labeller], found, Label(row.Cells[label], task, advice => table.Error(row.Line, "label", row.Cells[label], advice)),
                seconds < 0 ? null : Seconds(row.Cells[seconds], advice => table.Error(row.Line, "seconds", row.Cells[seconds], advice)));
        }
    }

    private static double? Seconds(string text, Func<string, InvalidDatasetException> error) => text.Length == 0 ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var time) && time >= 0 && double.IsFinite(time) ? time
        : throw error("is no time; write seconds, such as 3.5, or nothing.");

    private static double? Label(string text, RunTask task, Func<string, InvalidDatasetException> error)
    {
        int Class(string name) => task.Classes.ToList().IndexOf(name) is >= 0 and var found ? found
            : throw error($"is no class of '{task.Name}'; the classes are: {string.Join(", ", task.Classes)}; '{CannotTell}' stands for 'I cannot tell'.");
        return (text, task.Kind) switch
        {
            (CannotTell, _) => null,
            ("", _) => throw error($"is empty; '{CannotTell}' stands for 'I cannot tell', and a row that nobody labelled is left out."),
            (_, TaskKind.MultiLabel) => LabelSet.Of(text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Select(Class)),
            (_, TaskKind.Regression) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number : throw error($"is no number; '{CannotTell}' stands for 'I cannot tell'."),
            _ => Class(text),
        };
    }
}
