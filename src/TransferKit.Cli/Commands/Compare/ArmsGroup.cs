using System.CommandLine;
using TransferKit.Cli.Hosting;
using TransferKit.Cli.Parsing;
using TransferKit.Training.Comparisons;

namespace TransferKit.Cli.Commands.Compare;

/// <summary>What is compared, and on how many folds and seeds.</summary>
internal sealed class ArmsGroup() : OptionGroup("Comparison")
{
    private readonly Option<IReadOnlyList<ComparisonArm>> _arms = CliOptions.Parsed<IReadOnlyList<ComparisonArm>>(
        "--arms", "A,B,...", "Ways of training to compare: scratch (a small network without a backbone), head, last:N, from:STAGE, all, auto ('inspect' lists the stages).", [], ArmsText.Parse);

    private readonly Option<bool> _transfer = CliOptions.Flag(
        "--transfer", $"Compares {string.Join(", ", ArmsText.Transfer.Select(arm => arm.Name))}: how much transfer helps, and how deep.");

    private readonly Option<int?> _folds = CliOptions.Whole(
        "--folds", "Folds: every image is predicted once a seed by a model that did not see it", 2, 1_000, 5);

    private readonly Option<int?> _seeds = CliOptions.Whole(
        "--seeds", "How many seeds, from --seed on; each cuts folds of its own and trains every arm on them", 1, 1_000, 1);

    public override IReadOnlyList<Option> Options => [_arms, _transfer, _folds, _seeds];

    /// <summary>Adds what was given to the options.</summary>
    /// <exception cref="UsageException">It is not said what to compare, or twice.</exception>
    public CompareOptions Read(ParseResult parsed, CompareOptions options)
    {
        var (arms, transfer) = (parsed.GetValue(_arms)!, parsed.GetValue(_transfer));
        return (arms.Count > 0) != transfer
            ? options with
            {
                Arms = transfer ? ArmsText.Transfer : arms,
                Folds = parsed.GetValue(_folds)!.Value,
                Seeds = parsed.GetValue(_seeds)!.Value,
            }
            : throw new UsageException(
                transfer ? "'--arms' and '--transfer' both say what is compared: give one of them." : "It is not said what is compared: give '--arms A,B,...' or '--transfer'.",
                "compare");
    }
}
