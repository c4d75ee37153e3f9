using System.Globalization;
using TransferKit.Datasets;
using TransferKit.Datasets.Reading;
using TransferKit.Evaluation;

namespace TransferKit.Cli.Commands.Contract;

/// <summary>Costs as people write them: a table whose first line and first column name the classes.</summary>
internal static class CostTable
{
    /// <summary>Reads costs: a line is what it is, a column what is said.</summary>
    /// <exception cref="InvalidDatasetException">The file cannot be read, a class has no line or two, or a cell is no cost.</exception>
    /// <exception cref="Foundation.InvalidOptionsException">The costs cannot be.</exception>
    public static CostMatrix Read(string file)
    {
        var table = Table.Read(file);
        string[] classes = [.. table.Header.Skip(1)];
        foreach (var row in table.Rows.Where(row => !classes.Contains(row.Cells[0])))
        {
            throw table.Error(row.Line, table.Header[0], row.Cells[0], $"is no class of the first line, which has: {string.Join(", ", classes)}.");
        }

        return new(classes, [.. classes.Select(label => Costs(table, classes, label))]);
    }

    private static double[] Costs(Table table, string[] classes, string label)
    {
        var rows = table.Rows.Where(row => row.Cells[0] == label).ToArray();
        return rows is [var row]
            ? [.. classes.Select((said, index) => double.TryParse(row.Cells[index + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) && cost is >= 0 and < double.PositiveInfinity
                ? cost
                : throw table.Error(row.Line, said, row.Cells[index + 1], "is no cost; allowed: a finite number, 0 or more."))]
            : throw new InvalidDatasetException($"{table.Path}: the class '{label}' has {rows.Length} lines; it needs one, with what it costs to call it each class.", table.Path);
    }
}
