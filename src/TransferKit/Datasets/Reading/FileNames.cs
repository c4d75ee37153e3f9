namespace TransferKit.Datasets.Reading;

/// <summary>What the names of files and folders tell.</summary>
internal static class FileNames
{
    private static readonly HashSet<string> ImageExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp",
    };

    /// <summary>Whether a folder's file counts as an image.</summary>
    public static bool HasImageExtension(string path) => ImageExtensions.Contains(Path.GetExtension(path));

    /// <summary>Whether a file or folder is hidden: its name starts with a dot, or a Mac's archive made it.</summary>
    public static bool IsHidden(string path) => Path.GetFileName(path) is var name && (name.StartsWith('.') || name == "__MACOSX");

    /// <summary>A path relative to a root with <c>/</c> between folders.</summary>
    public static string RelativeName(string root, string path) =>
        Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
