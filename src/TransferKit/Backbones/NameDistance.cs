namespace TransferKit.Backbones;

/// <summary>How far apart two names are, for suggestions.</summary>
internal static class NameDistance
{
    /// <summary>The fewest single-character insertions, deletions and substitutions between two names (Levenshtein 1966).</summary>
    public static int Between(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var substituted = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
