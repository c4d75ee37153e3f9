using System.CommandLine;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Cli.Parsing;
using TransferKit.Evaluation;

namespace TransferKit.Cli.Commands.Evaluate;

/// <summary>The options of <c>eval</c> beside its data.</summary>
internal sealed class EvaluateOptionGroup() : OptionGroup("Scoring")
{
    public Option<bool> IncludeSeen { get; } = CliOptions.Flag(
        "--include-seen", "Also scores images that the model was trained on, as 'train', never as 'test'; otherwise they are left out and counted.");

    public Option<bool> TestTimeAugmentation { get; } = CliOptions.Flag(
        "--tta", "Test-time augmentation: gives the mean of the answers for each image and its mirror image, in twice the time.");

    public Option<string?> Contract { get; } = Contracts.Option("Without it, what counted when the model was made.");

    public Option<IReadOnlyList<Gate>> Gates { get; } = Shared.Gates.Option();

    public override IReadOnlyList<Option> Options => [IncludeSeen, TestTimeAugmentation, Contract, Gates];
}
