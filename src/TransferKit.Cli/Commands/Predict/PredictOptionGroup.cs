using System.CommandLine;
using TransferKit.Cli.Parsing;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>The options of <c>predict</c>.</summary>
internal sealed class PredictOptionGroup() : OptionGroup("Options")
{
    public Option<int?> Top { get; } = CliOptions.Whole("--top", "How many classes to show, best first", 1, 1000, 3);

    public Option<string?> Csv { get; } = CliOptions.Text("--csv", "FILE", "Also writes a table: image, then answer and score for each task.");

    public Option<double?> AbstainBelow { get; } =
        CliOptions.Number("--abstain-below", "Says 'unsure' where the best score is below this", 0, 1);

    public Option<bool> TestTimeAugmentation { get; } = CliOptions.Flag(
        "--tta", "Test-time augmentation: gives the mean of the answers for each image and its mirror image, in twice the time.");

    public override IReadOnlyList<Option> Options => [Top, Csv, AbstainBelow, TestTimeAugmentation];
}
