namespace TransferKit.Backbones;

/// <summary>A backbone of the catalogue, and where it stands.</summary>
/// <param name="Card">What is known about it.</param>
/// <param name="Bytes">The size of its ONNX file in the store, or null where it is not there.</param>
/// <param name="HasSource">Whether the files that it is converted from are on this machine.</param>
public sealed record StoredBackbone(BackboneCard Card, long? Bytes, bool HasSource);
