using System.Text.Json;
using System.Text.Json.Serialization;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;

namespace TransferKit.Backbones;

/// <summary>
/// How pictures enter a model that TransferKit wrote: the entry <c>transferkit.input</c> of its metadata_props, in JSON. A trained
/// model says its size and resize mode only, as its input is always <c>image</c>, channels-first, RGB from 0 to 255.
/// </summary>
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

        var entry = new Entry(input.Width, input.Height, input.Resize, input.Name, input.Layout, input.Scale, input.Offset);
        model.MetadataProps.Add(new StringStringEntryProto { Key = Key, Value = JsonSerializer.Serialize(entry, Format) });
    }

    /// <summary>Reads the entry, or gives null where the model has none.</summary>
    /// <exception cref="InvalidModelException">The entry is damaged.</exception>
    public static InputSpec? Read(OnnxModel model)
    {
        if (model.Proto.MetadataProps.FirstOrDefault(entry => entry.Key == Key) is not { } text)
        {
            return null;
        }

        try
        {
            var entry = JsonSerializer.Deserialize<Entry>(text.Value, Format) ?? throw new JsonException("it is null.");
            float[] scale = entry.Scale ?? [1, 1, 1], offset = entry.Offset ?? [0, 0, 0];
            return entry is { Width: > 0, Height: > 0 } && scale.Length == 3 && offset.Length == 3
                ? new(entry.Name, entry.Width, entry.Height, entry.Layout, scale, offset, entry.Resize)
                : throw new JsonException("a size, three scales and three offsets are needed.");
        }
        catch (JsonException error)
        {
            throw new InvalidModelException($"{PictureInput.Describe(model)}: the metadata '{Key}' is damaged: {error.Message}", model.Path, error);
        }
    }

    private sealed record Entry(
        int Width,
        int Height,
        ResizeMode Resize,
        string Name = "image",
        TensorLayout Layout = TensorLayout.Nchw,
        float[]? Scale = null,
        float[]? Offset = null);
}
