namespace TransferKit.Features;
#pragma warning disable CS1591
public enum Pooling { Mean, Max, Token }
public sealed record FeatureTap(string Tensor, Pooling Pooling);
public sealed record FeatureSpec(IReadOnlyList<FeatureTap> Taps);
