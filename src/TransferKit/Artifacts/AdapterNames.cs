namespace TransferKit.Artifacts;

/// <summary>The names of an adapter's nodes and weights in a model file; they are how it is read back.</summary>
internal static class AdapterNames
{
    public const string Prefix = "transferkit.adapter.";
    public const string Mean = Prefix + "mean";
    public const string Scale = Prefix + "scale";
    public const string Deviation = Prefix + "deviation";

    /// <summary>What the heads read.</summary>
    public const string Features = Prefix + "features";

    public static string Weight(int layer) => $"{Prefix}weight{layer}";

    public static string Bias(int layer) => $"{Prefix}bias{layer}";
}
