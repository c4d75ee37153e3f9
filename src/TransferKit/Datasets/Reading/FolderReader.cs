using TransferKit.Tasks;

namespace TransferKit.Datasets.Reading;

/// <summary>
/// Reads class folders: one classification task named <c>label</c>, a class for every folder. Where the folders at the top are
/// named as the parts of a split, the class folders are those below them.
/// </summary>
internal static class FolderReader
{
    private const string Expected = "Put the images into one folder a class, such as photos/daisy and photos/rose.";

    /// <summary>Lists the images of a folder.</summary>
    /// <exception cref="InvalidDatasetException">The folder is missing, unreadable, empty, or its layout is ambiguous.</exception>
    public static RawDataset Read(string folder)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(root))
        {
            throw new InvalidDatasetException($"The data folder '{folder}' does not exist or may not be entered.", folder);
        }

        var tree = new FolderTree();
        var rows = new List<RawRow>();
        var notes = new List<string>();
        var top = tree.Folders(root);
        if (IsSplitLayout(root, top))
        {
            foreach (var part in top)
            {
                SplitNames.TryParse(Path.GetFileName(part), out var split);
                ReadClasses(root, part, tree.Folders(part), split, tree, rows, notes);
            }

            IgnoreLooseImages(root, tree);
        }
        else
        {
            ReadClasses(root, root, top, null, tree, rows, notes);
        }

        if (rows.Count == 0)
        {
            throw new InvalidDatasetException($"The data folder '{folder}' has no image in a class folder{Seen(tree)}. {Expected}", folder);
        }

        if (tree.Ignored.Count > 0)
        {
            var reasons = tree.Ignored.CountBy(file => file.Reason).OrderBy(count => count.Key, StringComparer.Ordinal);
            notes.Add($"{tree.Ignored.Count} files or folders are ignored: {string.Join(", ", reasons.Select(r => $"{r.Value} {r.Key}"))}.");
        }

        return new(folder, root, [LearningTask.Classification("label")], rows, tree.Ignored, notes);
    }

    private static bool IsSplitLayout(string root, IReadOnlyList<string> top)
    {
        var named = new Dictionary<SplitName, string>();
        var others = new List<string>();
        foreach (var name in top.Select(folder => Path.GetFileName(folder)))
        {
            if (!SplitNames.TryParse(name, out var split))
            {
                others.Add(name);
            }
            else if (!named.TryAdd(split, name))
            {
                throw new InvalidDatasetException(
                    $"'{root}' holds the folders '{named[split]}' and '{name}', both the {split.ToText()} part of a split: join them.", root);
            }
        }

        // One such name among others is a class (a train among buses); several are a split that something lies beside.
        if (named.Count >= 2 && others.Count > 0)
        {
            throw new InvalidDatasetException(
                $"'{root}' holds split folders ({string.Join(", ", named.Values)}) and others ({string.Join(", ", others.Take(5))}): "
                + "move the others away, or into the class folders of a split.", root);
        }

        return named.Count > 0 && others.Count == 0;
    }

    private static void ReadClasses(
        string root, string parent, IReadOnlyList<string> folders, SplitName? split, FolderTree tree, List<RawRow> rows, List<string> notes)
    {
        IgnoreLooseImages(parent, tree);
        foreach (var folder in folders)
        {
            var before = rows.Count;
            var label = Path.GetFileName(folder);
            rows.AddRange(tree.ImagesBelow(folder)
                .Select(image => new RawRow(image, FileNames.RelativeName(root, image), [label], null, null, split)));
            if (rows.Count == before)
            {
                notes.Add($"The folder '{FileNames.RelativeName(root, folder)}' holds no image and is no class.");
            }
        }
    }

    private static void IgnoreLooseImages(string folder, FolderTree tree)
    {
        foreach (var image in tree.Images(folder))
        {
            tree.Ignore(image, "outside every class folder");
        }
    }

    private static string Seen(FolderTree tree) =>
        tree.Ignored.Count == 0 ? "" : $" ({tree.Ignored.Count} other files or folders, the first: {tree.Ignored[0].Path}, {tree.Ignored[0].Reason})";
}
