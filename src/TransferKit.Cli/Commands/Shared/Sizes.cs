using System.Globalization;

namespace TransferKit.Cli.Commands.Shared;

/// <summary>Sizes and large counts for people.</summary>
internal static class Sizes
{
    private const double Thousand = 1000;

    /// <summary>Bytes, such as <c>14.2 MB</c>.</summary>
    public static string Text(long bytes) => Scaled(bytes, "B", " ");

    /// <summary>A count, such as <c>3.4 M</c>.</summary>
    public static string Count(long count) => Scaled(count, "", count < Thousand ? "" : " ");

    private static string Scaled(double value, string unit, string space)
    {
        var prefixes = new[] { "", "k", "M", "G", "T" };
        var step = 0;
        while (value >= Thousand && step < prefixes.Length - 1)
        {
            value /= Thousand;
            step++;
        }

        return value.ToString(step == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + space + prefixes[step] + unit;
    }
}
