using TransferKit.Datasets;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>An image that could not be used.</summary>
internal sealed record QuarantinedDocument(string Path, string Reason)
{
    /// <summary>The documents of a data set's unusable images.</summary>
    public static IReadOnlyList<QuarantinedDocument> Of(ImageDataset dataset) =>
        [.. dataset.Quarantined.Select(image => new QuarantinedDocument(System.IO.Path.GetRelativePath(dataset.Root, image.Path), image.Reason))];
}
