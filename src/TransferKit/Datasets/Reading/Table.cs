using System.Text;
using CsvHelper;

namespace TransferKit.Datasets.Reading;

/// <summary>One row of a table.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Cells">One a column of the header, trimmed.</param>
internal readonly record struct TableRow(int Line, string[] Cells);

/// <summary>
/// A CSV (RFC 4180) or TSV file in UTF-8, with or without a byte-order mark, or in UTF-16 with one. The separator is a tab in files
/// named <c>.tsv</c> or <c>.tab</c>, else found from the first lines: comma, semicolon, tab or bar.
/// </summary>
internal sealed class Table
{
    private Table(string path, string[] header, List<TableRow> rows)
    {
        Path = path;
        Header = header;
        Rows = rows;
    }

    /// <summary>The file as the user named it.</summary>
    public string Path { get; }

    /// <summary>The column names, trimmed.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The rows; every one has a cell for each column.</summary>
    public IReadOnlyList<TableRow> Rows { get; }

    /// <summary>The place of a column, or -1; its letter case does not matter unless two columns differ in nothing else.</summary>
    public int Find(string column)
    {
        var exact = Places(column, StringComparison.Ordinal);
        var places = exact.Count > 0 ? exact : Places(column, StringComparison.OrdinalIgnoreCase);
        return places.Count switch
        {
            0 => -1,
            1 => places[0],
            _ => throw new InvalidDatasetException(
                $"{Path}, line 1: {places.Count} columns are named '{column}'; rename all but one.", Path, 1, column),
        };
    }

    /// <summary>The place of a column that must be there.</summary>
    /// <param name="column">Its name.</param>
    /// <param name="use">What it is for, such as <c>the image column</c>.</param>
    public int Require(string column, string use) => Find(column) is >= 0 and var place
        ? place
        : throw new InvalidDatasetException(
            $"{Path}, line 1: {use} '{column}' is not in the header; the columns are: {string.Join(", ", Header)}.", Path, 1, column);

    /// <summary>An error about one cell: file, line, column, value, and what to do.</summary>
    public InvalidDatasetException Error(int line, string column, string value, string advice) =>
        new($"{Path}, line {line}, column '{column}': '{value}' {advice}", Path, line, column);

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDatasetException">It is missing, unreadable, not text, has no header, or a row of another length.</exception>
    public static Table Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
        }
        catch (DecoderFallbackException error)
        {
            throw new InvalidDatasetException($"{path}: the file is not UTF-8 text; save it as CSV in UTF-8.", path, innerException: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDatasetException($"The table '{path}' cannot be read: {error.Message}", path, innerException: error);
        }
    }

    private static Table Parse(string path, string text)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = System.IO.Path.GetExtension(path).ToLowerInvariant() is ".tsv" or ".tab" ? '\t' : null,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        try
        {
            string[] header = [.. reader.Headers];
            if (header.Length == 0)
            {
                throw new InvalidDatasetException($"{path}: the file is empty; its first line must name the columns.", path);
            }

            return new(path, header, ReadRows(path, reader, header.Length));
        }
        catch (CsvFormatException error)
        {
            var line = (int)error.LineNumber;
            throw new InvalidDatasetException(
                $"{path}, line {line}: {error.Message} Put cells with quotation marks in quotes and double the marks inside.",
                path, line, innerException: error);
        }
    }

    private static List<TableRow> ReadRows(string path, CsvReader reader, int columns)
    {
        var rows = new List<TableRow>();
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            if (reader.FieldCount != columns)
            {
                throw new InvalidDatasetException(
                    $"{path}, line {line}: {reader.FieldCount} cells, but the header has {columns} columns; "
                    + "put cells that hold the separator or a line break in quotes.", path, line);
            }

            rows.Add(new(line, [.. Enumerable.Range(0, columns).Select(reader.GetString)]));
        }

        return rows;
    }

    private List<int> Places(string column, StringComparison comparison) =>
        [.. Enumerable.Range(0, Header.Count).Where(place => string.Equals(Header[place], column, comparison))];
}
