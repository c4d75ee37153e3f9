using System.Text;
using TransferKit.Cli.Demo.Emoji;

namespace TransferKit.Cli.Tests.Demo.Emoji;

/// <summary>Packages of two artists with a handful of plain drawings.</summary>
internal static class TinyEmoji
{
    /// <summary>Reads them; <c>other</c> lacks the moon and has a picture that nobody else has.</summary>
    public static Task<EmojiPackages> ReadAsync(CancellationToken cancellation) => Task.FromResult(new EmojiPackages(
        new Dictionary<string, IconSet>
        {
            ["noto"] = Set(("red-apple", "red"), ("pear", "green"), ("sun", "orange"), ("moon", "silver"), ("sun-dark-skin-tone", "brown"), ("white-flag", "white")),
            ["other"] = Set(("redApple", "crimson"), ("pear", "lime"), ("Sun", "gold"), ("rock", "grey"), ("flag-of-nowhere", "blue")),
        },
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["Food & Drink"] = ["red-apple", "pear"],
            ["Travel & Places"] = ["sun", "moon", "sun-dark-skin-tone"],
            ["Flags"] = ["white-flag"],
        }));

    private static IconSet Set(params (string Name, string Colour)[] icons) => IconSet.Parse(Encoding.UTF8.GetBytes(
        "{\"width\":16,\"height\":16,\"icons\":{"
        + string.Join(',', icons.Select(icon => $"\"{icon.Name}\":{{\"body\":\"<circle cx='8' cy='8' r='6' fill='{icon.Colour}'/>\"}}"))
        + "}}"));
}
