using System.Text.Json;
using TransferKit.Foundation;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>What the npm packages hold: pictures of every artist, and the groups of the reference artist's names.</summary>
/// <param name="Sets">The pictures by artist.</param>
/// <param name="Groups">The Unicode groups with their names.</param>
internal sealed record EmojiPackages(IReadOnlyDictionary<string, IconSet> Sets, IReadOnlyDictionary<string, IReadOnlyList<string>> Groups)
{
    private const string Icons = "icons.json";
    private const string Metadata = "metadata.json";

    /// <summary>Reads the packages that the build installed: in <c>eng/native/node_modules</c> of the repository that the program lies in.</summary>
    /// <exception cref="MissingDemoPackageException">A package is not there.</exception>
    /// <exception cref="DamagedFileException">A file is not the one that its card names.</exception>
    public static Task<EmojiPackages> ReadAsync(CancellationToken cancellation) => ReadAsync(Folders(), EmojiCards.All, cancellation);

    /// <summary>Reads packages from the first of some folders that has them all.</summary>
    internal static async Task<EmojiPackages> ReadAsync(
        IReadOnlyList<string> folders, IReadOnlyList<EmojiCard> cards, CancellationToken cancellation)
    {
        var folder = folders.FirstOrDefault(folder => cards.All(card => card.Files.All(file => File.Exists(PathOf(folder, card, file)))))
            ?? throw new MissingDemoPackageException(cards, folders);
        var sets = new Dictionary<string, IconSet>();
        IReadOnlyDictionary<string, IReadOnlyList<string>> groups = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var card in cards)
        {
            foreach (var file in card.Files)
            {
                var bytes = await ReadAsync(PathOf(folder, card, file), card, file, cancellation);
                if (file.Path == Icons)
                {
                    sets.Add(card.Artist, IconSet.Parse(bytes));
                }
                else if (file.Path == Metadata)
                {
                    groups = JsonDocument.Parse(bytes).RootElement.GetProperty("categories")
                        .Deserialize<Dictionary<string, IReadOnlyList<string>>>()!;
                }
            }
        }

        return new(sets, groups);
    }

    private static async Task<byte[]> ReadAsync(string path, EmojiCard card, PackageFile file, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(path, cancellation);
        return ContentHash.Of(bytes).Hex == file.Sha256 ? bytes : throw new DamagedFileException(
            $"'{path}' is not the file of {card.Package} {card.Version}: its SHA-256 is {ContentHash.Of(bytes)}, not {file.Sha256}. "
            + "Delete eng/native/node_modules and build again.",
            path);
    }

    private static string PathOf(string folder, EmojiCard card, PackageFile file) => Path.Combine(folder, card.Package, file.Path);

    private static IReadOnlyList<string> Folders()
    {
        var folders = new List<string>();
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var packages = Path.Combine(folder.FullName, "eng", "native", "node_modules");
            if (Directory.Exists(packages))
            {
                folders.Add(packages);
            }
        }

        return folders;
    }
}
