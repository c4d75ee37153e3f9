using CsvHelper;
using TransferKit.Datasets.Reading;
using TransferKit.Datasets.Splitting;
using TransferKit.Foundation;

namespace TransferKit.Datasets;

/// <summary>
/// A split as a CSV file: <c>path,hash,split</c>, the path relative to the data's root. A file made by hand may leave the hash out
/// and may have other columns.
/// </summary>
public static class SplitFile
{
    private static readonly CsvWriterOptions WriterOptions = new() { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };

    /// <summary>Writes a split; images that are in no part are not listed.</summary>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public static void Write(string path, DatasetSplit split) => AtomicFile.Write(path, stream =>
    {
        using var csv = CsvWriter.Create(stream, WriterOptions, leaveOpen: true);
        csv.WriteRecord(["path", "hash", "split"]);
        var rows = Enum.GetValues<SplitName>().SelectMany(part => split[part].Select(index => (Index: index, Part: part)));
        foreach (var (index, part) in rows.OrderBy(row => row.Index))
        {
            var sample = split.Dataset.Samples[index];
            csv.WriteRecord([sample.Name, sample.Content.Hex, part.ToText()]);
        }
    });

    /// <summary>
    /// Reads a split and applies it. A file is found by its path or, if it has moved, by its hash. Images that the file does not
    /// name are left out, and a note says so.
    /// </summary>
    /// <param name="path">The split file.</param>
    /// <param name="dataset">The data it splits.</param>
    /// <exception cref="InvalidDatasetException">
    /// A line cannot be read, an image is named twice, is missing, unreadable or changed, or nothing is in train.
    /// </exception>
    public static DatasetSplit Read(string path, ImageDataset dataset)
    {
        var table = Table.Read(path);
        var columns = (Path: table.Require("path", "the column"), Split: table.Require("split", "the column"), Hash: table.Find("hash"));
        var finder = new SampleFinder(table, dataset);
        var parts = new SplitName?[dataset.Samples.Count];
        var lines = new int[dataset.Samples.Count];
        foreach (var row in table.Rows)
        {
            if (!SplitNames.TryParse(row.Cells[columns.Split], out var part))
            {
                throw table.Error(row.Line, "split", row.Cells[columns.Split], $"is no part of a split; allowed: {SplitNames.Allowed}.");
            }

            var name = row.Cells[columns.Path];
            var index = finder.Find(row.Line, name, columns.Hash < 0 ? "" : row.Cells[columns.Hash]);
            if (lines[index] > 0)
            {
                throw table.Error(row.Line, "path", name, $"is the image of line {lines[index]} too; remove one of the lines.");
            }

            (parts[index], lines[index]) = (part, row.Line);
        }

        if (!parts.Contains(SplitName.Train))
        {
            throw new InvalidDatasetException($"{path}: no line puts an image into train.", path);
        }

        return new(dataset, null, parts, [.. Unnamed(path, dataset, parts), .. SplitNotes.Describe(dataset, parts)]);
    }

    private static IEnumerable<string> Unnamed(string path, ImageDataset dataset, SplitName?[] parts)
    {
        var unnamed = dataset.Samples.Where((_, index) => parts[index] is null).ToArray();
        return unnamed.Length == 0
            ? []
            : [$"{unnamed.Length} images are not in {path} and are left out, the first: {unnamed[0].Name}."];
    }
}
