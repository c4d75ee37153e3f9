namespace TransferKit.Cli.Help;

/// <summary>Sections of terms and their meaning, wrapped to one width whatever the terminal, so that help reads the same everywhere.</summary>
internal sealed class HelpPage(TextWriter output)
{
    private const int Width = 110;
    private const int LongestTerm = 34;

    /// <summary>Writes text without a heading.</summary>
    public void Paragraph(string text)
    {
        foreach (var line in Wrap(text, Width))
        {
            output.WriteLine(line);
        }
    }

    /// <summary>Writes lines under a heading; nothing if there are none.</summary>
    public void Section(string heading, params IReadOnlyList<string> lines)
    {
        Heading(heading, lines.Count);
        foreach (var line in lines)
        {
            output.WriteLine($"  {line}".TrimEnd());
        }
    }

    /// <summary>Writes terms and meanings in two columns under a heading; nothing if there are none.</summary>
    public void Section(string heading, IReadOnlyList<(string Term, string Meaning)> rows)
    {
        Heading(heading, rows.Count);
        var column = Math.Min(LongestTerm, rows.Select(row => row.Term.Length).DefaultIfEmpty().Max()) + 4;
        foreach (var (term, meaning) in rows)
        {
            var start = $"  {term}";
            foreach (var line in Wrap(meaning, Width - column))
            {
                if (start.Length > column - 2)
                {
                    output.WriteLine(start);
                    start = "";
                }

                output.WriteLine(start.PadRight(column) + line);
                start = "";
            }
        }
    }

    private void Heading(string heading, int lines)
    {
        if (lines > 0)
        {
            output.WriteLine();
            output.WriteLine($"{heading}:");
        }
    }

    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
