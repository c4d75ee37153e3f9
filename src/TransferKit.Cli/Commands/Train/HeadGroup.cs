using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Training.Heads;

namespace TransferKit.Cli.Commands.Train;

/// <summary>The shape of the head, and what keeps it from overfitting.</summary>
internal sealed class HeadGroup() : OptionGroup("Head")
{
    private readonly Option<IReadOnlyList<int>> _head = CliOptions.Parsed<IReadOnlyList<int>>(
        "--head", "linear|mlp[:WIDTHS]", "A linear head, or hidden layers of these widths: mlp:256 or mlp:256,128 [default: linear].", [], HeadText.Parse);

    private readonly Option<IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>>> _headOn = CliOptions.Repeated(
        "--head-on", "TASK=STAGE,...", "The stages that a task's head reads ('inspect' lists them); else the last of every resolution.", HeadText.ParseStages);

    private readonly Option<int?> _adapter = CliOptions.Whole(
        "--adapter", "Trains a residual bottleneck of this width between the features and all heads, which tasks share", 1, 4_096);

    private readonly Option<IReadOnlyList<KeyValuePair<string, int>>> _ownAdapters = CliOptions.Repeated(
        "--own-adapter", "TASK=N", "An adapter of the width N for the head of one task, where stages or an adapter are shared.", HeadText.ParseWidth);

    private readonly Option<double?> _dropout = CliOptions.Number(
        "--dropout", "The share of hidden values dropped in a step; for an mlp head", 0, 0.99, 0);

    private readonly Option<bool> _batchNormalization = CliOptions.Flag("--batch-norm", "Batch-normalises the hidden layers; for an mlp head.");

    private readonly Option<double?> _labelSmoothing = CliOptions.Number(
        "--label-smoothing", "The share of each target that is spread over all classes", 0, 0.99, 0);

    private readonly Option<RegressionLoss> _regressionLoss = CliOptions.Choice(
        "--regression-loss", "What numbers are learned by; huber: wild labels pull no harder than others.",
        new Dictionary<string, RegressionLoss> { ["squared"] = RegressionLoss.Squared, ["huber"] = RegressionLoss.Huber }, "squared");

    private readonly Option<bool> _classWeights = CliOptions.Flag("--class-weights", "Lets every class weigh the same, however few images it has.");

    public override IReadOnlyList<Option> Options => [_head, _headOn, _adapter, _ownAdapters, _dropout, _batchNormalization, _labelSmoothing, _regressionLoss, _classWeights];

    /// <summary>Adds what was given to the options.</summary>
    /// <exception cref="InvalidOptionsException">A task was named twice.</exception>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions => options with
    {
        Training = options.Training with
        {
            Head = new HeadOptions
            {
                Hidden = parsed.GetValue(_head)!,
                Dropout = parsed.GetValue(_dropout)!.Value,
                BatchNormalization = parsed.GetValue(_batchNormalization),
            },
            HeadStages = ByTask("--head-on", parsed.GetValue(_headOn)!),
            OwnAdapters = ByTask("--own-adapter", parsed.GetValue(_ownAdapters)!),
            Adapter = parsed.GetValue(_adapter),
            LabelSmoothing = parsed.GetValue(_labelSmoothing)!.Value,
            RegressionLoss = parsed.GetValue(_regressionLoss),
            ClassWeights = parsed.GetValue(_classWeights),
        },
    };

    private static Dictionary<string, T> ByTask<T>(string option, IReadOnlyList<KeyValuePair<string, T>> given) =>
        given.GroupBy(head => head.Key).FirstOrDefault(head => head.Count() > 1) is { } twice
            ? throw new InvalidOptionsException($"'{option}' names the task '{twice.Key}' {twice.Count()} times; allowed: each task once.")
            : given.ToDictionary();
}
