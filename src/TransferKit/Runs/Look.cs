using System.Text.Json;
using System.Text.Json.Serialization;
using TransferKit.Datasets;

namespace TransferKit.Runs;

/// <summary>One line of the ledger.</summary>
/// <param name="Digest">The split's digest.</param>
/// <param name="Split"><c>dev</c> or <c>test</c>.</param>
/// <param name="Count">How many looks.</param>
/// <param name="What">What looked.</param>
/// <param name="Run">The run that looked, for one that may be resumed; else null.</param>
internal sealed record Look(
    [property: JsonRequired] string Digest,
    [property: JsonRequired] string Split,
    [property: JsonRequired] int Count,
    [property: JsonRequired] string What,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Run = null)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    /// <summary>The line without its end.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, Options);

    /// <summary>Reads a line; null where it is not one that <see cref="ToLine"/> wrote.</summary>
    public static Look? FromLine(string line)
    {
        try
        {
            var look = JsonSerializer.Deserialize<Look>(line, Options);
            return look is { Digest: not null, Split: "dev" or "test", Count: > 0, What: not null } ? look : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Sums the looks at one split.</summary>
    public static LookCounts Sum(IEnumerable<Look> looks, string digest)
    {
        var counts = looks.Where(look => look.Digest == digest)
            .AggregateBy(look => look.Split, 0, (sum, look) => sum + look.Count).ToDictionary();
        return new(counts.GetValueOrDefault(SplitName.Dev.ToText()), counts.GetValueOrDefault(SplitName.Test.ToText()));
    }
}
