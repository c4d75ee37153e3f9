using System.Text.Json;
using System.Text.Json.Serialization;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones;

/// <summary>How pictures enter a model that TransferKit wrote: the entry <c>transferkit.input</c> of its metadata_props, in JSON.</summary>
internal static class InputMetadata
{
    /// <summary>The entry's key.</summary>
    public const string Key = "transferkit.input";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Writes the entry, in place of one that is there.</summary>
    public static void Write(ModelProto model, InputSpec input)
    {
        foreach (var old in model.MetadataProps.Where(entry => entry.Key == Key).ToArray())
        {
            model.MetadataProps.Remove(old);
        }

        model.MetadataProps.Add(new StringStringEntryProto { Key = Key, Value = JsonSerializer.Serialize(input, Format) });
    }

    /// <summary>Reads the entry, or gives null where the model has none.</summary>
    /// <exception cref="InvalidModelException">The entry is damaged.</exception>
    public static InputSpec? Read(OnnxModel model)
    {
        if (model.Proto.MetadataProps.FirstOrDefault(entry => entry.Key == Key) is not { } entry)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<InputSpec>(entry.Value, Format) is { Scale.Length: 3, Offset.Length: 3, Width: > 0, Height: > 0 } input
                ? input
                : throw new JsonException("three scales, three offsets and a size are needed");
        }
        catch (JsonException error)
        {
            throw new InvalidModelException($"The metadata '{Key}' of '{model.Path}' is damaged: {error.Message}", model.Path, error);
        }
    }
}
