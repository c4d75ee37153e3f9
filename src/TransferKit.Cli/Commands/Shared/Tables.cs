using Spectre.Console;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>Tables of one look.</summary>
internal static class Tables
{
    /// <summary>A table without lines, its headings in bold.</summary>
    public static Table Plain(params IReadOnlyList<string> headings)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var heading in headings)
        {
            table.AddColumn(new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))) { NoWrap = true });
        }

        table.Columns[^1].NoWrap = false;
        return table;
    }

    /// <summary>Lets columns of numbers end at one edge.</summary>
    public static Table AlignRight(this Table table, Range columns)
    {
        foreach (var column in table.Columns.ToArray()[columns])
        {
            column.Alignment = Justify.Right;
        }

        return table;
    }

    /// <summary>A word in green or red.</summary>
    public static Text Verdict(bool good, string yes, string no) =>
        good ? new Text(yes, new Style(Color.Green)) : new Text(no, new Style(Color.Red));
}
