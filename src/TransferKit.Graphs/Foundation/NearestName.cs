namespace TransferKit.Foundation;

/// <summary>Finds what somebody probably meant, by edit distance (Levenshtein 1966).</summary>
public static class NearestName
{
    private const int LettersAMistake = 3;
    private const int ShortName = 3;

    /// <summary>The name nearest to a mistyped one, or null if none is near enough: two letters or a third of them may differ.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="names">The names there are.</param>
    public static string? Of(string typed, IEnumerable<string> names)
    {
        var (nearest, distance) = names
            .Select(name => (Name: name, Distance: Distance(typed, name)))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        var letters = typed.TrimStart('-').Length;
        var allowed = letters <= ShortName ? 1 : Math.Max(2, letters / LettersAMistake);
        return distance <= allowed ? nearest : null;
    }

    /// <summary>A sentence for an error message, <c>Did you mean 'resnet18'?</c> with a space before it, or nothing.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="names">The names there are.</param>
    public static string Question(string typed, IEnumerable<string> names) => Of(typed, names) is { } near ? $" Did you mean '{near}'?" : "";

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
