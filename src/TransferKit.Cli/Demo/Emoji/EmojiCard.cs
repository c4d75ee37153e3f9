namespace TransferKit.Cli.Demo.Emoji;

/// <summary>Where the pictures of one artist come from, and under which terms: a file of <c>data/emoji</c>.</summary>
/// <param name="Artist">The artist's name in the data set.</param>
/// <param name="Title">What the artist calls the set.</param>
/// <param name="Author">Who drew it.</param>
/// <param name="Url">Its home.</param>
/// <param name="Package">The npm package.</param>
/// <param name="Version">The package's version.</param>
/// <param name="Files">The files that are read.</param>
/// <param name="Licence">The licence's SPDX name.</param>
/// <param name="LicenceUrl">The licence's text.</param>
/// <param name="Credit">The line that gives credit.</param>
internal sealed record EmojiCard(
    string Artist,
    string Title,
    string Author,
    string Url,
    string Package,
    string Version,
    IReadOnlyList<PackageFile> Files,
    string Licence,
    string LicenceUrl,
    string Credit)
{
    /// <summary>Whether the licence asks for credit wherever the pictures are shown.</summary>
    public bool AsksForCredit => Licence.StartsWith("CC-BY", StringComparison.Ordinal);
}

/// <summary>A file of a package.</summary>
/// <param name="Path">Relative to the package.</param>
/// <param name="Sha256">What it holds, as 64 hexadecimal digits.</param>
internal sealed record PackageFile(string Path, string Sha256);
