namespace TransferKit.Features;

/// <summary>The features of a list of images, and how they came about.</summary>
/// <param name="Matrix">One row an image, in the order asked for.</param>
/// <param name="FromCache">How many rows were found in the cache.</param>
/// <param name="Seconds">Where the time went.</param>
/// <param name="Notes">What was found damaged and made again, in sentences for the user.</param>
public sealed record ExtractedFeatures(FeatureMatrix Matrix, int FromCache, FeatureSeconds Seconds, IReadOnlyList<string> Notes);
