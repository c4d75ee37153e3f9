using System.CommandLine;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Split;

/// <summary>What a split is planned from.</summary>
internal sealed class PlanGroup() : OptionGroup("Wanted")
{
    private readonly Option<int?> _rows = Required(CliOptions.Whole("--rows", "The images there are", 4, 1_000_000_000));

    private readonly Option<double?> _accuracy = Required(CliOptions.Number("--accuracy", "The accuracy that is expected", 0, 1));

    private readonly Option<double?> _halfWidth = Required(CliOptions.Number(
        "--half-width", "Half the width of the 95 % interval that is wanted, such as 0.03 for 0.90 ± 0.03", 0.0001, 0.499));

    public override IReadOnlyList<Option> Options => [_rows, _accuracy, _halfWidth];

    /// <summary>What was given.</summary>
    public PlanOptions Read(ParseResult parsed) =>
        new(parsed.GetValue(_rows)!.Value, parsed.GetValue(_accuracy)!.Value, parsed.GetValue(_halfWidth)!.Value);

    private static Option<T> Required<T>(Option<T> option)
    {
        option.Required = true;
        option.DefaultValueFactory = null;
        return option;
    }
}
