namespace TransferKit.Features;

/// <summary>A tensor of the backbone that is read, and how it becomes one vector.</summary>
/// <param name="Tensor">The tensor's name in the backbone's graph: [N, channels, height, width], [N, tokens, channels] or [N, features].</param>
/// <param name="Pooling">How its positions are joined; a tensor [N, features] is taken as it is.</param>
public sealed record FeatureTap(string Tensor, Pooling Pooling);
