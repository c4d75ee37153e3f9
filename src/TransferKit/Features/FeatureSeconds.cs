namespace TransferKit.Features;

/// <summary>Where the time went. Decoding and running overlap, so the first two add up over threads and may exceed the third.</summary>
/// <param name="Decode">Reading and decoding, summed over threads.</param>
/// <param name="Run">Running the backbone, summed over threads.</param>
/// <param name="Wall">From beginning to end.</param>
public readonly record struct FeatureSeconds(double Decode, double Run, double Wall);
