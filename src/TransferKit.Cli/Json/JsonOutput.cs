using System.Text.Encodings.Web;
using System.Text.Json;

namespace TransferKit.Cli.Json;

/// <summary>Writes documents: one line each, camelCase keys, nulls written, every letter readable.</summary>
internal static class JsonOutput
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = DocumentContext.Default,
        Converters = { new IntervalConverter(), new FiniteNumberConverter() },
    };

    /// <summary>Writes a document of a type that <see cref="DocumentContext"/> knows.</summary>
    public static void WriteLine(TextWriter output, object document) =>
        output.WriteLine(JsonSerializer.Serialize(document, document.GetType(), Options));
}
