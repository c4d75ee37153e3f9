using System.Text.Json;
using TransferKit.Foundation;

namespace TransferKit.Backbones;

/// <summary>The backbones that TransferKit knows by name; their cards travel inside the assembly.</summary>
public static class BackboneCatalogue
{
    /// <summary>The backbone that is used where none is named.</summary>
    public const string DefaultId = "mobilenet-v3-coco";

    private const string ResourcePrefix = "models/";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    private static readonly Lazy<IReadOnlyList<BackboneCard>> Cards = new(ReadAll);

    /// <summary>All cards, the default first, then by name.</summary>
    public static IReadOnlyList<BackboneCard> All => Cards.Value;

    /// <summary>The card of a backbone.</summary>
    /// <exception cref="InvalidOptionsException">No backbone has this name; the message lists those that exist.</exception>
    public static BackboneCard Find(string id) => All.FirstOrDefault(card => card.Id == id) ?? throw new InvalidOptionsException(
        $"'backbone' is '{id}'; allowed: {string.Join(", ", All.Select(card => card.Id))}, or the path of an .onnx file."
        + NearestName.Question(id, All.Select(card => card.Id)));

    internal static BackboneCard Parse(string json) =>
        JsonSerializer.Deserialize<BackboneCard>(json, Format) ?? throw new JsonException("A card is empty.");

    private static IReadOnlyList<BackboneCard> ReadAll()
    {
        var assembly = typeof(BackboneCatalogue).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return Parse(reader.ReadToEnd());
                })
                .OrderBy(card => card.Id != DefaultId)
                .ThenBy(card => card.Id, StringComparer.Ordinal),
        ];
    }
}
