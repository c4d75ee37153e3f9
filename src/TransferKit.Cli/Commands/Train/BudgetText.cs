using System.Globalization;

namespace TransferKit.Cli.Commands.Train;

/// <summary>How <c>--budget</c> is written.</summary>
internal static class BudgetText
{
    /// <summary>Reads a time such as <c>90s</c>, <c>5m</c> or <c>1h</c>; its range is checked where it is used.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static TimeSpan Parse(string text) => text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue
        ? text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => throw Wrong(text),
        }
        : throw Wrong(text);

    private static FormatException Wrong(string text) => new($"'--budget' is '{text}'; allowed: a time such as 90s, 5m or 1h.");
}
