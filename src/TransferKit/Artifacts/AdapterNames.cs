namespace TransferKit.Artifacts;

/// <summary>The names of an adapter's nodes and weights in a model file; they are how it is read back.</summary>
/// <param name="Prefix">What they begin with.</param>
internal sealed record AdapterNames(string Prefix)
{
    /// <summary>What the names of all private adapters begin with.</summary>
    public const string OwnPrefix = "transferkit.own-adapter.";

    /// <summary>Those of the adapter that all heads share.</summary>
    public static AdapterNames Shared { get; } = new("transferkit.adapter.");

    /// <summary>Those of the adapter of one task.</summary>
    public static AdapterNames Of(string task) => new($"{OwnPrefix}{task}.");

    public string Mean => Prefix + "mean";

    public string Scale => Prefix + "scale";

    public string Deviation => Prefix + "deviation";

    /// <summary>What the heads read.</summary>
    public string Features => Prefix + "features";

    public string Weight(int layer) => $"{Prefix}weight{layer}";

    public string Bias(int layer) => $"{Prefix}bias{layer}";
}
