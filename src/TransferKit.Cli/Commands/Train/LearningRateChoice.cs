using System.Globalization;

namespace TransferKit.Cli.Commands.Train;

/// <summary>What <c>--learning-rate</c> says.</summary>
/// <param name="Rate">The rate; null for the default or where it is searched for.</param>
/// <param name="Finds">Whether it is searched for.</param>
internal readonly record struct LearningRateChoice(double? Rate, bool Finds)
{
    private const double Highest = 100;

    /// <summary>Reads the option.</summary>
    /// <exception cref="FormatException">It is neither a rate nor <c>find</c>.</exception>
    public static LearningRateChoice Parse(string text) => text == "find" ? new(null, true)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= Highest ? new(rate, false)
        : throw new FormatException($"'--learning-rate' is '{text}'; allowed: a number, above 0 to 100, or find.");
}
