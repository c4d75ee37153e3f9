using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TransferKit.Features;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>Metadata to and from metadata_props: one JSON document a key.</summary>
internal static class MetadataJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Replaces the model's metadata.</summary>
    public static void Write(ModelProto model, ArtifactMetadata metadata)
    {
        model.MetadataProps.Clear();
        Add(MetadataKeys.Format, MetadataKeys.FormatVersion.ToString(CultureInfo.InvariantCulture));
        AddJson(MetadataKeys.Tasks, metadata.Tasks);
        AddJson(MetadataKeys.Input, metadata.Input);
        AddJson(MetadataKeys.Features, metadata.Features.Taps);
        AddJson(MetadataKeys.Metrics, metadata.Metrics);
        AddJson(MetadataKeys.Provenance, metadata.Provenance with
        {
            Recipe = Sorted(metadata.Provenance.Recipe),
            Versions = Sorted(metadata.Provenance.Versions),
        });
        Add(MetadataKeys.TrainingImages, metadata.TrainingImages.ToBase64());
        AddJson(MetadataKeys.Golden, metadata.Golden);
        if (metadata.Times is not null)
        {
            AddJson(MetadataKeys.Times, metadata.Times);
        }

        void AddJson<T>(string key, T value) => Add(key, JsonSerializer.Serialize(value, Json));
        void Add(string key, string value) => model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    /// <summary>Reads and checks a model's metadata.</summary>
    public static ArtifactMetadata Read(OnnxModel model)
    {
        var entries = model.Proto.MetadataProps.DistinctBy(entry => entry.Key).ToDictionary(entry => entry.Key, entry => entry.Value);
        if (!entries.TryGetValue(MetadataKeys.Format, out var format))
        {
            throw Invalid($"has no metadata '{MetadataKeys.Format}': it is an ONNX model, but not one that TransferKit saved. "
                + "To predict, train a head on it first ('transferkit train --backbone')");
        }

        if (!int.TryParse(format, CultureInfo.InvariantCulture, out var version) || version < 1)
        {
            throw Invalid($"has the format version '{format}', which is no version");
        }

        if (version > MetadataKeys.FormatVersion)
        {
            throw Invalid($"has format version {version}; this TransferKit reads up to {MetadataKeys.FormatVersion}: use a newer one");
        }

        return new()
        {
            Tasks = Parse<IReadOnlyList<ArtifactTask>>(MetadataKeys.Tasks),
            Input = Parse<ArtifactInput>(MetadataKeys.Input),
            Features = new(Parse<IReadOnlyList<FeatureTap>>(MetadataKeys.Features)),
            Metrics = Parse<IReadOnlyList<ArtifactMetric>>(MetadataKeys.Metrics),
            Provenance = Parse<Provenance>(MetadataKeys.Provenance),
            TrainingImages = Read(MetadataKeys.TrainingImages, SeenImages.FromBase64),
            Golden = Parse<GoldenVectors>(MetadataKeys.Golden),
            Times = entries.ContainsKey(MetadataKeys.Times) ? Parse<ArtifactTimes>(MetadataKeys.Times) : null,
        };

        T Parse<T>(string key) => Read(key, text => JsonSerializer.Deserialize<T>(text, Json) switch
        {
            null => throw new FormatException("it is null."),
            // The serializer checks members for null, not the entries of lists.
            IEnumerable<object?> list when list.Contains(null) => throw new FormatException("an entry is null."),
            var value => value,
        });

        T Read<T>(string key, Func<string, T> parse)
        {
            var text = entries.GetValueOrDefault(key)
                ?? throw Invalid($"lacks the metadata '{key}': it is damaged, or another tool removed it");
            try
            {
                return parse(text);
            }
            catch (Exception error) when (error is JsonException or FormatException)
            {
                throw new InvalidModelException($"'{model.Path}': the metadata '{key}' cannot be read: {error.Message}", model.Path, error);
            }
        }

        InvalidModelException Invalid(string found) => new($"'{model.Path}' {found}.", model.Path);
    }

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> values) =>
        new(values.ToDictionary(), StringComparer.Ordinal);
}
