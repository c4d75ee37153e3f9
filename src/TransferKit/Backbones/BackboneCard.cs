namespace TransferKit.Backbones;

/// <summary>What is known about a backbone of the catalogue: one JSON file in <c>models/</c>.</summary>
/// <param name="Id">Its name on the command line.</param>
/// <param name="Title">What it is, in a line.</param>
/// <param name="TrainedOn">The data that its weights were trained on, as far as that is documented.</param>
/// <param name="Licence">The licence that the source package states.</param>
/// <param name="Provenance">Where the weights come from, and what is not known about that.</param>
/// <param name="Source">The files that it is converted from.</param>
/// <param name="Input">The picture that it wants.</param>
/// <param name="TrunkEnd">The tensor where the trunk ends; what does not lead there (heads) is dropped.</param>
/// <param name="StripPrefix">What is left out of the source's tensor names, so that they stay readable.</param>
/// <param name="FeatureStages">
/// The tensors whose pooled activations make good features, from the input on; null where that was not measured.
/// </param>
/// <param name="TrainedImages">The images of the largest of those data, as its publishers count them; null where that is not known.</param>
public sealed record BackboneCard(
    string Id,
    string Title,
    string TrainedOn,
    string Licence,
    string Provenance,
    CardSource Source,
    CardInput Input,
    string TrunkEnd,
    string StripPrefix = "",
    IReadOnlyList<string>? FeatureStages = null,
    int? TrainedImages = null);

/// <summary>The npm package that holds a backbone.</summary>
/// <param name="Package">The package's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Files">The topology first, then the shards in the order of its manifest.</param>
public sealed record CardSource(string Package, string Version, IReadOnlyList<CardFile> Files);

/// <summary>A file of a source package.</summary>
/// <param name="Path">Its path inside the package, with '/'.</param>
/// <param name="Sha256">The digest of its bytes in lower-case hexadecimal.</param>
public sealed record CardFile(string Path, string Sha256);

/// <summary>The picture that a backbone of the catalogue wants: RGB, channels-first, stretched to this size.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Low">What a black pixel (0) becomes.</param>
/// <param name="High">What a white pixel (255) becomes.</param>
public sealed record CardInput(int Width, int Height, float Low, float High);
