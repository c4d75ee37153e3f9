using CsvHelper;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>An artist's name of a picture that the reference artist calls otherwise.</summary>
internal sealed record EmojiAlias(string Artist, string Name, string ReferenceName);

/// <summary>Names that do not match after normalisation: a CSV table with the columns artist, name, noto.</summary>
internal sealed class AliasTable
{
    private readonly Dictionary<(string Artist, string Name), string> _names;

    private AliasTable(IReadOnlyList<EmojiAlias> lines)
    {
        Lines = lines;
        _names = lines.ToDictionary(line => (line.Artist, line.Name), line => line.ReferenceName);
    }

    /// <summary>The lines of the table.</summary>
    public IReadOnlyList<EmojiAlias> Lines { get; }

    /// <summary>Reads the table.</summary>
    public static AliasTable Parse(string text)
    {
        using var reader = CsvReader.FromText(text, new CsvReaderOptions { MalformedData = CsvMalformedDataHandling.Throw });
        var lines = new List<EmojiAlias>();
        while (reader.Read())
        {
            lines.Add(new(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        }

        return new(lines);
    }

    /// <summary>What the reference artist calls a picture.</summary>
    public string ReferenceName(string artist, string name) => _names.GetValueOrDefault((artist, name), name);
}
