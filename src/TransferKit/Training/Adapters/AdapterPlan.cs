using TransferKit.Artifacts;

namespace TransferKit.Training.Adapters;

/// <summary>An adapter's network: sizes, without weights.</summary>
/// <param name="Names">What its inputs are called.</param>
/// <param name="Features">How many features go in and come out.</param>
/// <param name="Width">How wide its bottleneck is.</param>
/// <param name="Dropout">The share of the bottleneck's values that is set to zero in each step.</param>
internal sealed record AdapterPlan(AdapterNames Names, int Features, int Width, double Dropout)
{
    /// <summary>The task whose head alone reads it; null where all do.</summary>
    public int? Task { get; init; }

    /// <summary>The greatest width.</summary>
    public const int MostWidth = 4_096;
}
