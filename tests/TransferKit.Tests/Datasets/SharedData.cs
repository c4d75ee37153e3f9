namespace TransferKit.Tests.Datasets;

/// <summary>Photo collections beside the repository, which some machines have.</summary>
internal static class SharedData
{
    /// <summary>The folder of a collection; the test is skipped where it is not there.</summary>
    public static string Folder(string name)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "TransferKit.sln")))
        {
            root = root.Parent;
        }

        var folder = Path.GetFullPath(Path.Combine(root?.FullName ?? ".", "..", "shared", "data", name));
        Skip.IfNot(Directory.Exists(folder), $"{folder} is not there");
        return folder;
    }
}
