using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using TransferKit.Foundation;

namespace TransferKit.Cli.Parsing;

/// <summary>Makes options of one look: range-checked, with the range and the default in the help text.</summary>
internal static class CliOptions
{
    /// <summary>Text, such as a path.</summary>
    public static Option<string?> Text(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    /// <summary>Text that must be given.</summary>
    public static Option<string> RequiredText(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description, Required = true };

    /// <summary>A switch.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>A whole number in a range; null where it is not given and there is no default.</summary>
    public static Option<int?> Whole(string name, string description, int lowest, int highest, int? standard = null) =>
        Parsed<int?>(name, "N", highest == int.MaxValue ? $"{description}." : $"{description} ({Range(lowest, highest)}).", standard, text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= lowest && number <= highest
                ? number
                : throw new FormatException($"'{name}' is '{text}'; allowed: a whole number, {Range(lowest, highest)}."));

    /// <summary>A number in a range; null where it is not given and there is no default.</summary>
    public static Option<double?> Number(string name, string description, double lowest, double highest, double? standard = null) =>
        Number(name, description, Range(lowest, highest), number => number >= lowest && number <= highest, standard);

    /// <summary>A number above zero; null where it is not given.</summary>
    public static Option<double?> Positive(string name, string description, double highest) =>
        Number(name, description, $"above {Range(0, highest)}", number => number > 0 && number <= highest, null);

    /// <summary>One of a few names.</summary>
    public static Option<T> Choice<T>(string name, string description, IReadOnlyDictionary<string, T> choices, string standard)
    {
        var option = Parsed(name, string.Join('|', choices.Keys), description, choices[standard], text =>
            choices.TryGetValue(text, out var choice)
                ? choice
                : throw new FormatException(
                    $"'{name}' is '{text}'; allowed: {string.Join(", ", choices.Keys)}."
                    + NearestName.Question(text, choices.Keys)));
        option.Description += $" [default: {standard}]";
        return option;
    }

    /// <summary>A value of its own form.</summary>
    /// <param name="name">The option.</param>
    /// <param name="value">What stands for the value in the help text.</param>
    /// <param name="description">What it does.</param>
    /// <param name="standard">The value where it is not given.</param>
    /// <param name="parse">Reads the value; a <see cref="FormatException"/> or <see cref="InvalidOptionsException"/> tells what is wrong with it.</param>
    public static Option<T> Parsed<T>(string name, string value, string description, T standard, Func<string, T> parse) =>
        new(name)
        {
            HelpName = value,
            Description = description + (standard is int or double ? string.Create(CultureInfo.InvariantCulture, $" [default: {standard}]") : ""),
            CustomParser = result => Try(result, () => parse(result.Tokens[0].Value), standard),
            DefaultValueFactory = _ => standard,
        };

    /// <summary>A value of its own form that may be given several times.</summary>
    public static Option<IReadOnlyList<T>> Repeated<T>(string name, string value, string description, Func<string, T> parse) =>
        new(name)
        {
            HelpName = value,
            Description = description + " May be repeated.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = result => Try<IReadOnlyList<T>>(result, () => [.. result.Tokens.Select(token => parse(token.Value))], []),
            DefaultValueFactory = _ => [],
        };

    private static Option<double?> Number(string name, string description, string range, Func<double, bool> isAllowed, double? standard) =>
        Parsed<double?>(name, "X", $"{description} ({range}).", standard, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && isAllowed(number)
                ? number
                : throw new FormatException($"'{name}' is '{text}'; allowed: a number, {range}."));

    private static T Try<T>(ArgumentResult result, Func<T> parse, T otherwise)
    {
        try
        {
            return parse();
        }
        catch (Exception error) when (error is FormatException or InvalidOptionsException)
        {
            result.AddError(error.Message);
            return otherwise;
        }
    }

    private static string Range<T>(T lowest, T highest) where T : IFormattable =>
        string.Create(CultureInfo.InvariantCulture, $"{lowest} to {highest}");
}
