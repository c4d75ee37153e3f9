using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones;

/// <summary>Finds the files that a backbone is converted from, and checks that they are the ones its card names.</summary>
internal static class SourceFiles
{
    /// <summary>The path of each file of a card, or null where no folder holds them all.</summary>
    public static IReadOnlyList<string>? Find(BackboneCard card, string? packageFolder) =>
        Folders(card, packageFolder)
            .Select(folder => card.Source.Files.Select(file => folder.PathOf(file)).ToArray())
            .FirstOrDefault(paths => paths.All(File.Exists));

    /// <summary>The bytes of each file of a card, in its order.</summary>
    /// <exception cref="MissingPackageException">The files are nowhere.</exception>
    /// <exception cref="InvalidModelException">A file is not the one that the card names.</exception>
    public static async Task<IReadOnlyList<(string Path, byte[] Bytes)>> ReadAsync(
        BackboneCard card, string? packageFolder, CancellationToken cancellationToken)
    {
        var paths = Find(card, packageFolder) ?? throw new MissingPackageException(card, [.. Folders(card, packageFolder).Select(f => f.Folder)]);
        var files = new List<(string, byte[])>();
        foreach (var (path, file) in paths.Zip(card.Source.Files))
        {
            var bytes = await ReadAsync(path, cancellationToken).ConfigureAwait(false);
            var digest = ContentHash.Of(bytes);
            if (digest.Hex != file.Sha256)
            {
                throw new InvalidModelException(
                    $"'{path}' is not the file that the card of '{card.Id}' was written for: its SHA-256 is {digest}, the card's is {file.Sha256}. "
                    + $"Install {card.Source.Package} {card.Source.Version} again.", path);
            }

            files.Add((path, bytes));
        }

        return files;
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidModelException($"'{path}' cannot be read: {error.Message}", path, error);
        }
    }

    /// <summary>A folder given by the caller is the only one searched; else beside the program, then in the build's own packages.</summary>
    private static IEnumerable<SearchedFolder> Folders(BackboneCard card, string? packageFolder)
    {
        if (packageFolder is not null)
        {
            yield return new(Path.Combine(packageFolder, card.Source.Package), Flat: false);
            yield break;
        }

        yield return new(Path.Combine(AppContext.BaseDirectory, "backbones", card.Id), Flat: true);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var packages = Path.Combine(folder.FullName, "eng", "native", "node_modules");
            if (Directory.Exists(packages))
            {
                yield return new(Path.Combine(packages, card.Source.Package), Flat: false);
            }
        }
    }

    /// <summary>A folder as npm lays a package out, or flat as the build puts one beside a program.</summary>
    private readonly record struct SearchedFolder(string Folder, bool Flat)
    {
        public string PathOf(CardFile file) => Path.GetFullPath(Path.Combine(Folder, Flat ? Path.GetFileName(file.Path) : file.Path));
    }
}
