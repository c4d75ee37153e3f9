using System.Globalization;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Datasets.Reading;

/// <summary>How the labels of each kind of task are written in a table.</summary>
internal static class LabelText
{
    private const char Separator = ';';

    /// <summary>The classes among some labels: names in ordinal order, levels by their numbers; none of a kind without classes.</summary>
    public static string[] Classes(TaskKind kind, IEnumerable<string?> labels)
    {
        var given = labels.OfType<string>();
        return kind switch
        {
            TaskKind.Classification => [.. given.Distinct().Order(StringComparer.Ordinal)],
            TaskKind.MultiLabel => [.. given.SelectMany(Parts).Distinct().Order(StringComparer.Ordinal)],
            // One level may be written in several ways, such as 1 and 1.0.
            TaskKind.Ordinal => [.. given.Select(Number).Distinct().Order().Select(Name)],
            _ => [],
        };
    }

    /// <summary>A label as a number.</summary>
    /// <param name="kind">The task's kind.</param>
    /// <param name="text">The label as it is written.</param>
    /// <param name="classes">The task's classes.</param>
    /// <param name="picture">The picture, where the label is in its pixels.</param>
    public static double Read(TaskKind kind, string text, string[] classes, ImageHeader? picture) => kind switch
    {
        TaskKind.Box => BoxLabel.Of(BoxText.Parse(text).OfPicture(picture!.Value)),
        TaskKind.Classification => Array.BinarySearch(classes, text, StringComparer.Ordinal),
        TaskKind.MultiLabel => LabelSet.Of(Parts(text).Select(part => Array.BinarySearch(classes, part, StringComparer.Ordinal))),
        TaskKind.Ordinal => Array.IndexOf(classes, Name(Number(text))),
        _ => Number(text),
    };

    /// <summary>Whether labels of a kind are written as numbers.</summary>
    public static bool IsNumber(TaskKind kind) => kind is TaskKind.Regression or TaskKind.Ordinal;

    private static string[] Parts(string text) => text.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Name(double level) => level.ToString("R", CultureInfo.InvariantCulture);
}
