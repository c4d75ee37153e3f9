using TransferKit.Backbones;

namespace TransferKit.Cli.Commands.Backbones;

/// <summary>What <c>backbones --json</c> prints.</summary>
internal sealed record BackbonesDocument(string Store, IReadOnlyList<BackboneDocument> Backbones)
{
    /// <summary>The document of a store.</summary>
    public static BackbonesDocument Of(BackboneStore store) => new(store.Folder, [.. store.List().Select(BackboneDocument.Of)]);
}

/// <summary>One backbone of the catalogue.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What it is.</param>
/// <param name="TrainedOn">The data behind its weights.</param>
/// <param name="Licence">The licence that the source package states.</param>
/// <param name="Provenance">Where the weights come from, and what is not known about that.</param>
/// <param name="Source">The npm package and its version.</param>
/// <param name="InputSize">Width and height of its picture in pixels.</param>
/// <param name="InStore">Whether it is converted already.</param>
/// <param name="Bytes">The size of its ONNX file, or null where it is not in the store.</param>
/// <param name="HasSource">Whether the files that it is converted from are on this machine.</param>
/// <param name="Default">Whether it is used where none is named.</param>
internal sealed record BackboneDocument(
    string Id, string Title, string TrainedOn, string Licence, string Provenance, string Source, IReadOnlyList<int> InputSize,
    bool InStore, long? Bytes, bool HasSource, bool Default)
{
    /// <summary>The document of a backbone.</summary>
    public static BackboneDocument Of(StoredBackbone stored) => new(
        stored.Card.Id,
        stored.Card.Title,
        stored.Card.TrainedOn,
        stored.Card.Licence,
        stored.Card.Provenance,
        $"{stored.Card.Source.Package}@{stored.Card.Source.Version}",
        [stored.Card.Input.Width, stored.Card.Input.Height],
        stored.Bytes is not null,
        stored.Bytes,
        stored.HasSource,
        stored.Card.Id == BackboneCatalogue.DefaultId);
}
