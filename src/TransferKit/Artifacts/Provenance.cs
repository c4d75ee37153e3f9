namespace TransferKit.Artifacts;

/// <summary>What a model was made of: the same provenance on the same machine gives the same file, time stamps apart.</summary>
public sealed record Provenance
{
    /// <summary>The backbone's catalogue name, or its file name.</summary>
    public required string Backbone { get; init; }

    /// <summary>The digest of the backbone's bytes, in hexadecimal.</summary>
    public required string BackboneDigest { get; init; }

    /// <summary>The backbone's licence (SPDX), or null where none is known.</summary>
    /// <value>Default null.</value>
    public string? BackboneLicence { get; init; }

    /// <summary>The digest of the data and its split, in hexadecimal.</summary>
    public required string DataDigest { get; init; }

    /// <summary>The options of the run, by name.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Recipe { get; init; } = new Dictionary<string, string>();

    /// <summary>The run's seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The versions that may move bits, by component: <c>transferkit</c>, <c>onnxruntime</c>, <c>libvips</c>.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();
}
