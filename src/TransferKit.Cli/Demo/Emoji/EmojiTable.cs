using CsvHelper;
using TransferKit.Datasets;
using TransferKit.Foundation;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>A row of a table of pictures.</summary>
/// <param name="Path">The file, relative to the table.</param>
/// <param name="Category">The Unicode group.</param>
/// <param name="Artist">Who drew it; its source too.</param>
/// <param name="Group">The concept: all its pictures lie in one part of a split.</param>
/// <param name="Hash">The file's SHA-256.</param>
/// <param name="Split">Its part of the split, or null.</param>
internal sealed record EmojiRow(string Path, string Category, string Artist, string Group, string Hash, SplitName? Split = null);

/// <summary>Writes tables of pictures that <see cref="ImageDataset.FromCsv"/> reads.</summary>
internal static class EmojiTable
{
    private static readonly CsvWriterOptions Format = new() { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <summary>Writes a table.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public static void Write(string path, IEnumerable<EmojiRow> rows) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, Format, leaveOpen: true);
        csv.WriteRecord(["path", "category", "artist", "source", "group", "hash", "split"]);
        foreach (var row in rows)
        {
            csv.WriteRecord([row.Path, row.Category, row.Artist, row.Artist, row.Group, row.Hash, row.Split?.ToText() ?? ""]);
        }
    });

    /// <summary>Reads the rows of a table that <see cref="Write"/> wrote.</summary>
    public static IEnumerable<EmojiRow> Rows(string path)
    {
        using var csv = CsvReader.FromText(File.ReadAllText(path), new CsvReaderOptions { MalformedData = CsvMalformedDataHandling.Throw });
        while (csv.Read())
        {
            yield return new(csv.GetString(0), csv.GetString(1), csv.GetString(2), csv.GetString(4), csv.GetString(5));
        }
    }
}
