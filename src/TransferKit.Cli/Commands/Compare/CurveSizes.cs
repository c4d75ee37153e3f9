using System.Globalization;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>How <c>--sizes</c> is written.</summary>
/// <param name="Sizes">Numbers of training images.</param>
/// <param name="WithAll">Whether all of a fold's training images are one more.</param>
internal sealed record CurveSizes(IReadOnlyList<int> Sizes, bool WithAll)
{
    private const string All = "all";

    /// <summary>Reads a list of sizes; whether there are so many images is told when the data are read.</summary>
    /// <exception cref="FormatException">One is no size, or there is one only.</exception>
    public static CurveSizes Parse(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] sizes = [.. parts.Where(part => part != All).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : 0)];
        return parts.Length > 1 && !sizes.Contains(0) && parts.Distinct().Count() == parts.Length
            ? new(sizes, parts.Contains(All))
            : throw new FormatException($"'--sizes' is '{text}'; allowed: two or more different numbers of images, 1 or more, and 'all', with commas between them.");
    }
}
