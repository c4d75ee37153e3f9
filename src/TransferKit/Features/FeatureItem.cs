using TransferKit.Datasets;

namespace TransferKit.Features;

/// <summary>One row of features to compute.</summary>
/// <param name="Sample">The image.</param>
/// <param name="Variant">0 for the image as it is, else the number of an augmented variant.</param>
internal readonly record struct FeatureItem(ImageSample Sample, int Variant = 0);
