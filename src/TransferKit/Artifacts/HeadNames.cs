namespace TransferKit.Artifacts;

/// <summary>The names of a head's weights in a model file; they are how the head is read back.</summary>
internal static class HeadNames
{
    public const string Prefix = "transferkit.head.";

    public static string Mean(string task) => $"{Prefix}{task}.mean";

    public static string Scale(string task) => $"{Prefix}{task}.scale";

    public static string Weight(string task, int layer) => $"{Prefix}{task}.weight{layer}";

    public static string Bias(string task, int layer) => $"{Prefix}{task}.bias{layer}";

    public static string Temperature(string task) => $"{Prefix}{task}.temperature";

    public static string TargetMean(string task) => $"{Prefix}{task}.target-mean";

    public static string TargetScale(string task) => $"{Prefix}{task}.target-scale";
}
