namespace TransferKit.Artifacts;

/// <summary>The keys of metadata_props in a model file.</summary>
internal static class MetadataKeys
{
    /// <summary>The version of the format that is written, and the highest that is read.</summary>
    public const int FormatVersion = 1;

    public const string Prefix = "transferkit.";
    public const string Format = Prefix + "format";
    public const string Tasks = Prefix + "tasks";
    public const string Input = Prefix + "input";
    public const string Features = Prefix + "features";
    public const string Metrics = Prefix + "metrics";
    public const string Provenance = Prefix + "provenance";
    public const string TrainingImages = Prefix + "training-images";
    public const string Golden = Prefix + "golden";

    /// <summary>Outside the digest.</summary>
    public const string Times = Prefix + "times";
}
