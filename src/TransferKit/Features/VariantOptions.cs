using TransferKit.Augmentation;

namespace TransferKit.Features;

/// <summary>What the variants of images are.</summary>
/// <param name="Augmentation">How pictures are changed.</param>
/// <param name="Seed">The run's seed.</param>
internal sealed record VariantOptions(AugmentationOptions Augmentation, int Seed);
