namespace TransferKit.Tests.Backbones;

/// <summary>Folders that only a checkout has.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo? Root = FindRoot();

    /// <summary>The npm packages that the build installed.</summary>
    public static string Packages => Path.Combine(Root!.FullName, "eng", "native", "node_modules");

    /// <summary>A file of the shared test data, or null where that is not beside the checkout.</summary>
    public static string? SharedData(string path)
    {
        for (var folder = Root?.Parent; folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", path);
            if (File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    private static DirectoryInfo? FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TransferKit.sln")))
        {
            folder = folder.Parent;
        }

        return folder;
    }
}
