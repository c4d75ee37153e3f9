using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Tests.Datasets;

/// <summary>One row of a data set without files.</summary>
/// <param name="Label">The class, or null.</param>
/// <param name="Group">The group, or null.</param>
/// <param name="Source">The source, or null.</param>
/// <param name="Given">The given split, or null.</param>
internal sealed record Row(int? Label, string? Group = null, string? Source = null, SplitName? Given = null);

/// <summary>Data sets without files: every image has content and looks of its own.</summary>
internal static class SyntheticData
{
    public static readonly LearningTask Task = LearningTask.Classification("label");

    public static ImageDataset Of(IEnumerable<Row> rows, int? nearDuplicateDistance = null) =>
        OfSamples([.. rows.Select(Sample)], nearDuplicateDistance);

    public static ImageDataset OfSamples(IReadOnlyList<ImageSample> samples, int? nearDuplicateDistance = null)
    {
        var classes = 1 + (int)samples.Max(sample => sample.Labels[0] ?? 0);
        string[] names = [.. Enumerable.Range(0, classes).Select(index => $"class {index:000}")];
        return new("/data", [Task], [names], samples, [], [], [], nearDuplicateDistance);
    }

    public static ImageSample Sample(Row row, int index)
    {
        var name = $"image {index:000000}.jpg";
        return new($"/data/{name}", name, [row.Label], row.Source, row.Group, row.Given, ContentHash.Of(name), new RandomStream(index, "looks").NextBits());
    }

    /// <summary>A number of rows a class.</summary>
    public static IEnumerable<Row> Balanced(int classes, int perClass) =>
        Enumerable.Range(0, classes * perClass).Select(index => new Row(index % classes));

    /// <summary>The names in each part, so that splits of reordered data compare.</summary>
    public static string Describe(DatasetSplit split) => string.Join(
        '\n', Enum.GetValues<SplitName>().Select(part => string.Join(',', split[part].Select(index => split.Dataset.Samples[index].Name).Order())));
}
