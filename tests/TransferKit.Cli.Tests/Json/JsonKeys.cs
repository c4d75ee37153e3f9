using System.Text.Json.Nodes;

namespace TransferKit.Cli.Tests.Json;

/// <summary>The keys of a document: what scripts rely on, whatever the values are.</summary>
internal static class JsonKeys
{
    /// <summary>One line a key, with its path; <c>null</c> behind a key that has no value.</summary>
    public static string Of(string document) =>
        string.Concat(Keys(JsonNode.Parse(document), "").Distinct().Select(key => key + "\n"));

    private static IEnumerable<string> Keys(JsonNode? node, string path) => node switch
    {
        JsonObject entries => entries.SelectMany(entry => Keys(entry.Value, $"{path}.{entry.Key}")),
        JsonArray items => items.SelectMany(item => Keys(item, $"{path}[]")),
        null => [path + " null"],
        _ => [path],
    };
}
