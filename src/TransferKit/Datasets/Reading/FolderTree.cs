namespace TransferKit.Datasets.Reading;

/// <summary>Walks a folder in the order of names, following links, and lists what it passes over.</summary>
internal sealed class FolderTree
{
    // No photo collection is nested so deep; links that no check sees through end here.
    private const int MaxDepth = 64;

    private readonly List<IgnoredFile> _ignored = [];

    /// <summary>What was passed over so far.</summary>
    public IReadOnlyList<IgnoredFile> Ignored => _ignored;

    /// <summary>Records something that is not data.</summary>
    public void Ignore(string path, string reason) => _ignored.Add(new(path, reason));

    /// <summary>The visible folders directly in a folder.</summary>
    public IReadOnlyList<string> Folders(string folder) => Visible(folder, Directory.GetDirectories);

    /// <summary>The visible images directly in a folder.</summary>
    public IReadOnlyList<string> Images(string folder)
    {
        var images = new List<string>();
        foreach (var file in Visible(folder, Directory.GetFiles))
        {
            if (FileNames.HasImageExtension(file))
            {
                images.Add(file);
            }
            else
            {
                Ignore(file, "no image extension");
            }
        }

        return images;
    }

    /// <summary>The visible images in a folder and in every folder below it.</summary>
    public IEnumerable<string> ImagesBelow(string folder) => ImagesBelow(folder, [RealPath(folder, folder)]);

    private IEnumerable<string> ImagesBelow(string folder, IReadOnlyList<string> realPaths)
    {
        if (realPaths.Count > MaxDepth)
        {
            throw new InvalidDatasetException(
                $"'{folder}' lies more than {MaxDepth} folders deep; links may form a loop: remove them.", folder);
        }

        foreach (var image in Images(folder))
        {
            yield return image;
        }

        foreach (var child in Folders(folder))
        {
            var real = RealPath(child, Path.Combine(realPaths[^1], Path.GetFileName(child)));
            if (realPaths.Any(above => IsSameOrBelow(above, real)))
            {
                Ignore(child, "a link back to a folder above it");
                continue;
            }

            foreach (var image in ImagesBelow(child, [.. realPaths, real]))
            {
                yield return image;
            }
        }
    }

    private List<string> Visible(string folder, Func<string, string[]> list)
    {
        string[] entries;
        try
        {
            entries = list(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDatasetException(
                $"The folder '{folder}' cannot be read: {error.Message} Check that it exists and that you may list it.",
                folder, innerException: error);
        }

        Array.Sort(entries, StringComparer.Ordinal);
        foreach (var hidden in entries.Where(entry => FileNames.IsHidden(entry)))
        {
            Ignore(hidden, "hidden");
        }

        return [.. entries.Where(entry => !FileNames.IsHidden(entry))];
    }

    private static bool IsSameOrBelow(string path, string folder) => path == folder
        || path.StartsWith(folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string RealPath(string folder, string otherwise)
    {
        try
        {
            return Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? otherwise;
        }
        catch (IOException)
        {
            // A link that cannot be followed has no folder behind it: listing it gives the error that names it.
            return otherwise;
        }
    }
}
