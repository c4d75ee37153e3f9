using TransferKit.Datasets.Reading;
using TransferKit.Runs;

namespace TransferKit.Strategy.Errors;

/// <summary>What people said of images, in CSV files whose column <c>path</c> names images as the data do.</summary>
internal static class UserTags
{
    /// <summary>Tags and the images that have them: the column <c>tags</c>, separated by <c>;</c>.</summary>
    /// <exception cref="Datasets.InvalidDatasetException">The file cannot be read, or names an image that the run has not.</exception>
    public static IReadOnlyList<(string Tag, HashSet<int> Images)> ReadTags(string file, RunRecord run) =>
        [.. Read(file, run, "tags").SelectMany(row => row.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(tag => (tag, row.Image)))
            .GroupBy(row => row.tag).Select(group => (group.Key, group.Select(row => row.Image).ToHashSet()))];

    /// <summary>Whether the label of an image was found wrong: the column <c>wrong</c>, <c>yes</c> or <c>no</c>; an empty cell says nothing.</summary>
    /// <exception cref="Datasets.InvalidDatasetException">The file cannot be read, or holds another word.</exception>
    public static IReadOnlyDictionary<int, bool> ReadChecked(string file, RunRecord run)
    {
        var found = new Dictionary<int, bool>();
        foreach (var (image, value, error) in Read(file, run, "wrong").Where(row => row.Value.Length > 0).Select(row => (row.Image, row.Value, row.Error)))
        {
            found[image] = value.ToLowerInvariant() switch
            {
                "yes" or "true" or "1" => true,
                "no" or "false" or "0" => false,
                _ => throw error("is neither yes nor no; an empty cell stands for 'not looked at'."),
            };
        }

        return found;
    }

    private static IEnumerable<(int Image, string Value, Func<string, Datasets.InvalidDatasetException> Error)> Read(string file, RunRecord run, string column)
    {
        var table = Table.Read(file);
        var (path, value) = (table.Require("path", "the column"), table.Require(column, "the column"));
        var places = run.Images.Index().SelectMany(image => new[] { image.Item.Name, image.Item.Path }.Select(name => (Name: name, Place: image.Index)))
            .DistinctBy(entry => entry.Name).ToDictionary(entry => entry.Name, entry => entry.Place, StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
            var name = row.Cells[path].Replace('\\', '/');
            yield return places.TryGetValue(name, out var image)
                ? (image, row.Cells[value], advice => table.Error(row.Line, column, row.Cells[value], advice))
                : throw table.Error(row.Line, "path", name, $"is no image of the run '{run.Id}'; write names as in 'errors --json'.");
        }
    }
}
