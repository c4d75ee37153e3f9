using TransferKit.Datasets.Reading;

namespace TransferKit.Datasets.Splitting;

/// <summary>Finds the sample that a line of a split file names.</summary>
internal sealed class SampleFinder
{
    private readonly Table _table;
    private readonly ImageDataset _dataset;
    private readonly Dictionary<string, int> _byName;
    private readonly ILookup<string, int> _byHash;
    private readonly HashSet<int> _moved = [];
    private readonly HashSet<string> _named;

    public SampleFinder(Table table, ImageDataset dataset)
    {
        _table = table;
        _dataset = dataset;
        var indices = Enumerable.Range(0, dataset.Samples.Count);
        _byName = indices.ToDictionary(index => dataset.Samples[index].Name, StringComparer.Ordinal);
        _byHash = indices.ToLookup(index => dataset.Samples[index].Content.Hex, StringComparer.OrdinalIgnoreCase);
        var column = table.Require("path", "the column");
        _named = [.. table.Rows.Select(row => Normalise(row.Cells[column]))];
    }

    /// <summary>The index of the sample of a path; with a hash the content must agree, and may lie under another path.</summary>
    public int Find(int line, string path, string hash)
    {
        if (_byName.TryGetValue(Normalise(path), out var index))
        {
            var content = _dataset.Samples[index].Content.Hex;
            return hash.Length == 0 || content.Equals(hash, StringComparison.OrdinalIgnoreCase)
                ? index
                : throw _table.Error(line, "path", path, $"has changed since the split was made (hash {content}, in the file {hash}); "
                    + "restore the image, or make a new split.");
        }

        // Of several copies, one that no line names itself and that no other line has taken.
        var moved = _byHash[hash].Where(copy => !_named.Contains(_dataset.Samples[copy].Name) && !_moved.Contains(copy)).ToArray();
        if (hash.Length > 0 && moved.Length > 0)
        {
            _moved.Add(moved[0]);
            return moved[0];
        }

        throw _table.Error(line, "path", path, Missing(Normalise(path)));
    }

    private string Missing(string name)
    {
        var bad = _dataset.Quarantined.FirstOrDefault(image => FileNames.RelativeName(_dataset.Root, image.Path) == name);
        return bad is null
            ? $"is not in the data at '{_dataset.Root}'; restore the image, or make a new split."
            : $"is in the data and cannot be used: {bad.Reason.TrimEnd('.')}; restore the image, or make a new split.";
    }

    private string Normalise(string path) =>
        FileNames.RelativeName(_dataset.Root, Path.GetFullPath(path.Replace('\\', '/'), _dataset.Root));
}
