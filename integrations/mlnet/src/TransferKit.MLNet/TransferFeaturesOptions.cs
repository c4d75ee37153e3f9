using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.MLNet.Pictures;

namespace TransferKit.MLNet;

/// <summary>How features are computed.</summary>
public sealed record TransferFeaturesOptions
{
    /// <summary>What is read of the backbone.</summary>
    /// <value>Default null: <see cref="FeatureSpec.Default"/>, the last map of every resolution.</value>
    public FeatureSpec? Features { get; init; }

    /// <summary>What happens to a row whose image cannot be read.</summary>
    /// <value>Default <see cref="BadImages.Fail"/>.</value>
    public BadImages BadImages { get; init; }

    /// <summary>The column that says why an image could not be read, a text that is empty where it could; only with <see cref="BadImages.Missing"/>.</summary>
    /// <value>Default <c>ImageError</c>.</value>
    public string ErrorColumnName { get; init; } = "ImageError";

    /// <summary>Images decoded and run at the same time where whole data are read. The values do not depend on it.</summary>
    /// <value>Default: the machine's processors; 1 to 1024.</value>
    public int Threads { get; init; } = Math.Min(Environment.ProcessorCount, 1024);

    internal TransferFeaturesOptions Checked() => Threads is >= 1 and <= 1024
        ? this
        : throw new InvalidOptionsException($"'threads' is {Threads}; allowed: 1 to 1024.");
}
