using TransferKit.Tasks;

namespace TransferKit.Datasets.Reading;

/// <summary>What a reader finds before any image is opened.</summary>
/// <param name="Source">The folder or table, for messages.</param>
/// <param name="Root">The folder that names are relative to, absolute.</param>
/// <param name="Tasks">The tasks.</param>
/// <param name="Rows">The images, in the reader's order.</param>
/// <param name="Ignored">What was seen and is not data.</param>
/// <param name="Notes">What the user should know.</param>
internal sealed record RawDataset(
    string Source,
    string Root,
    IReadOnlyList<LearningTask> Tasks,
    IReadOnlyList<RawRow> Rows,
    IReadOnlyList<IgnoredFile> Ignored,
    IReadOnlyList<string> Notes);

/// <summary>One image as a reader finds it.</summary>
/// <param name="Path">The file, absolute.</param>
/// <param name="Name">The file relative to the root, with <c>/</c> between folders.</param>
/// <param name="Labels">One a task: the text of a class or of a valid number; null where missing.</param>
/// <param name="Source">The row's source, or null.</param>
/// <param name="Group">The row's group, or null.</param>
/// <param name="Split">The row's given split, or null.</param>
internal sealed record RawRow(
    string Path, string Name, IReadOnlyList<string?> Labels, string? Source, string? Group, SplitName? Split);
