using TransferKit.Foundation;

namespace TransferKit.Datasets;

/// <summary>One readable image of a data set with its labels.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Name">The file relative to the data set's root, with <c>/</c> between folders.</param>
/// <param name="Labels">One a task, in the order of <see cref="ImageDataset.Tasks"/>: class index, number, level, or set of labels
/// (bit i of a whole number stands for label i); null where missing.</param>
/// <param name="Source">Where the image's distribution comes from, or null.</param>
/// <param name="Group">Images of one group stay in one part of a split; null for an image of its own.</param>
/// <param name="GivenSplit">The part that the data themselves put it in, or null.</param>
/// <param name="Content">SHA-256 of the file's bytes.</param>
/// <param name="PerceptualHash">64-bit difference hash of the decoded image.</param>
public sealed record ImageSample(
    string Path,
    string Name,
    IReadOnlyList<double?> Labels,
    string? Source,
    string? Group,
    SplitName? GivenSplit,
    ContentHash Content,
    ulong PerceptualHash);
