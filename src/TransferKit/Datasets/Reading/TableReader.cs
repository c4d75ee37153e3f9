using System.Globalization;
using TransferKit.Tasks;

namespace TransferKit.Datasets.Reading;

/// <summary>Reads images and labels from a table: one row an image; an empty cell is a missing label.</summary>
internal static class TableReader
{
    /// <summary>Lists the rows of a table.</summary>
    /// <param name="path">The table.</param>
    /// <param name="imageColumn">The column of paths, relative to the table's folder or absolute.</param>
    /// <param name="tasks">The tasks; none stands for a classification task <c>label</c>.</param>
    /// <exception cref="InvalidDatasetException">The table cannot be used as it is.</exception>
    public static RawDataset Read(string path, string imageColumn, IReadOnlyList<LearningTask> tasks)
    {
        var table = Table.Read(path);
        if (tasks.Count == 0)
        {
            tasks = [LearningTask.Classification("label")];
        }

        var image = table.Require(imageColumn, "the image column");
        var labels = tasks.Select(task => task.Columns.Select(column => table.Require(column, $"the column of task '{task.Name}'")).ToArray()).ToArray();
        var (split, source, group) = (table.Find("split"), table.Find("source"), table.Find("group"));
        if (table.Rows.Count == 0)
        {
            throw new InvalidDatasetException($"{path}: the table has a header and no rows.", path);
        }

        var root = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<RawRow>(table.Rows.Count);
        foreach (var row in table.Rows)
        {
            var file = ImagePath(table, row, image, root);
            if (!lines.TryAdd(file, row.Line))
            {
                throw table.Error(row.Line, table.Header[image], row.Cells[image],
                    $"is on line {lines[file]} too; an image has one row: join the two, or remove one.");
            }

            rows.Add(new(
                file,
                FileNames.RelativeName(root, file),
                [.. tasks.Select((task, index) => Label(table, row, labels[index], task))],
                Cell(row, source),
                Cell(row, group),
                Split(table, row, split)));
        }

        return new(path, root, tasks, rows, [], []);
    }

    private static string ImagePath(Table table, TableRow row, int column, string root)
    {
        var text = row.Cells[column];
        if (text.Length == 0 || text.Contains('\0'))
        {
            throw table.Error(row.Line, table.Header[column], text.Replace("\0", "\\0", StringComparison.Ordinal),
                "is not a path; every row needs an image.");
        }

        var path = Path.GetFullPath(text, root);
        // Tables written on Windows: a backslash separates folders, unless a file is really named so.
        return text.Contains('\\') && !File.Exists(path) ? Path.GetFullPath(text.Replace('\\', '/'), root) : path;
    }

    private static string? Label(Table table, TableRow row, int[] columns, LearningTask task)
    {
        if (task.Kind == TaskKind.Box)
        {
            return BoxText.Read(table, row, columns);
        }

        var (column, text) = (columns[0], Cell(row, columns[0]));
        if (text is null || !LabelText.IsNumber(task.Kind))
        {
            return text;
        }

        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
        if (isNumber && task.LogScale && number <= 0)
        {
            throw table.Error(row.Line, table.Header[column], text, $"has no logarithm, and task '{task.Name}' is learned on a log scale: labels above 0 are needed.");
        }

        return isNumber
            ? text
            : throw table.Error(row.Line, table.Header[column], text,
                "is not a finite number; write it with a point, as in 3.5, or leave the cell empty if the label is missing.");
    }

    private static SplitName? Split(Table table, TableRow row, int column)
    {
        if (Cell(row, column) is not { } text)
        {
            return null;
        }

        return SplitNames.TryParse(text, out var split)
            ? split
            : throw table.Error(row.Line, table.Header[column], text, $"is no part of a split; allowed: {SplitNames.Allowed}, or empty.");
    }

    private static string? Cell(TableRow row, int column) => column < 0 || row.Cells[column].Length == 0 ? null : row.Cells[column];
}
