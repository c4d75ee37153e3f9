using System.CommandLine;
using System.Globalization;
using TransferKit.Backbones;
using TransferKit.Cli.Parsing;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Training;
using TransferKit.Training.Suffixes;
using TransferKit.Training.Weighting;

namespace TransferKit.Cli.Commands.Train;

/// <summary>Which stages of the backbone are trained again, and how.</summary>
/// <param name="choosesDepth">Whether one depth is chosen; a comparison has several.</param>
internal sealed class StagesGroup(bool choosesDepth) : OptionGroup("Stages")
{
    private static readonly Dictionary<string, StageNormalization> Normalizations = new()
    {
        ["frozen"] = StageNormalization.Frozen,
        ["affine"] = StageNormalization.Affine,
        ["batch"] = StageNormalization.BatchStatistics,
    };

    private static readonly Dictionary<string, Unfreezing> Unfreezings = new() { ["at-once"] = Unfreezing.AtOnce, ["gradual"] = Unfreezing.Gradual };

    private static readonly StageOptions Standard = new();

    private readonly Option<Retrain?> _retrain = CliOptions.Parsed<Retrain?>(
        "--retrain",
        "head|last:N|from:STAGE|all|auto",
        "What is trained again: the head, or the last stages too ('inspect' lists them); auto tries inside the training images what pays "
            + "[default: head; all with --backbone none].",
        null,
        text => RetrainText.Parse(text));

    private readonly Option<Retrain?> _budget = CliOptions.Parsed<Retrain?>(
        "--budget",
        "T",
        "About the time that 'auto' takes to choose, such as 90s, 5m or 1h; with folds, for each fold model's choice again [default: 2m].",
        null,
        text => Retrain.Auto(BudgetText.Parse(text)));

    private readonly Option<StageNormalization?> _stageNorm = CliOptions.Parsed<StageNormalization?>(
        "--stage-norm",
        string.Join('|', Normalizations.Keys),
        "Batch normalisation inside retrained stages; frozen: stays; affine: its scale and shift are trained; batch: each batch by its own statistics "
            + (choosesDepth ? "[default: frozen; batch with --backbone none]." : "[default: frozen]."),
        null,
        text => Normalizations.TryGetValue(text, out var choice)
            ? choice
            : throw new FormatException($"'--stage-norm' is '{text}'; allowed: {string.Join(", ", Normalizations.Keys)}."));

    private readonly Option<double?> _layerDecay = CliOptions.Number(
        "--layer-decay", "The learning rate of each stage as a share of that of the one behind it", 0.001, 1, Standard.LayerDecay);

    private readonly Option<double?> _weightDecay = CliOptions.Number(
        "--stage-decay", "Decoupled weight decay of the stages' weights", 0, 1_000, Standard.WeightDecay);

    private readonly Option<double?> _startPull = CliOptions.Number(
        "--start-pull", "Pulls the stages back to their pretrained weights (L2-SP)", 0, 1_000, Standard.StartPull);

    private readonly Option<double?> _clipNorm = CliOptions.Positive("--clip-norm", "The greatest norm of a step's gradient; without it, any", 1_000_000);

    private readonly Option<double?> _averaging = CliOptions.Number(
        "--averaging", "Keeps a moving average of the weights, with this share of the past", 0, 0.99999, Standard.Averaging);

    private readonly Option<Unfreezing> _unfreeze = CliOptions.Choice(
        "--unfreeze", "When stages begin to move: all at once, or one by one from the last.", Unfreezings, "at-once");

    private readonly Option<double?> _share = CliOptions.Parsed<double?>(
        "--share",
        "auto|X",
        "How far weights go from the pretrained ones (0) to the trained ones (1); auto chooses on a fifth of the training images, by a second "
        + "training without them [default: auto].",
        Standard.Share,
        text => text == "auto" ? null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 ? share
            : throw new FormatException($"'--share' is '{text}'; allowed: auto, or a number, 0 to 1."));

    private readonly Option<TaskWeighting> _weighting = CliOptions.Parsed(
        "--weighting",
        "NAME",
        $"How much each of several tasks counts on the stages that they share: {WeightingText.Allowed} [default: {TaskWeighting.Equal}].",
        TaskWeighting.Equal,
        WeightingText.Parse);

    private readonly Option<TaskSampler> _sampler = CliOptions.Choice(
        "--sampler",
        "What steps are made of where tasks have labels of different numbers of images; temperature: images of rare tasks more often; round-robin: "
        + "of one task each, in turn.",
        new Dictionary<string, TaskSampler>
        {
            ["proportional"] = TaskSampler.Proportional,
            ["temperature"] = TaskSampler.Temperature,
            ["round-robin"] = TaskSampler.RoundRobin,
        },
        "proportional");

    private readonly Option<bool> _absoluteRates = CliOptions.Flag(
        "--absolute-rates", "Trains all weights of stages at one rate, instead of at a share of the size of their channel.");

    public override IReadOnlyList<Option> Options =>
    [
        .. choosesDepth ? [_retrain] : Array.Empty<Option>(),
        _budget, _stageNorm, _absoluteRates, _layerDecay, _weightDecay, _startPull, _clipNorm, _averaging, _unfreeze, _share, _weighting, _sampler,
    ];

    /// <summary>Adds what was given to the options.</summary>
    /// <exception cref="InvalidOptionsException">A budget, but nothing to spend it on.</exception>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions
    {
        var retrain = choosesDepth ? parsed.GetValue(_retrain) ?? Depth(options) : options.Training.Retrain;
        return options with
        {
            Training = options.Training with
            {
                Retrain = choosesDepth ? WithBudget(parsed, [retrain])[0] : retrain,
                StageNormalization = parsed.GetValue(_stageNorm),
                Weighting = parsed.GetValue(_weighting)!,
                Sampler = parsed.GetValue(_sampler),
                Stages = new()
                {
                    RelativeRates = !parsed.GetValue(_absoluteRates),
                    LayerDecay = parsed.GetValue(_layerDecay)!.Value,
                    WeightDecay = parsed.GetValue(_weightDecay)!.Value,
                    StartPull = parsed.GetValue(_startPull)!.Value,
                    ClipNorm = parsed.GetValue(_clipNorm),
                    Averaging = parsed.GetValue(_averaging)!.Value,
                    Share = parsed.GetValue(_share),
                    Unfreezing = parsed.GetValue(_unfreeze),
                },
            },
        };
    }

    /// <summary>The modes, those that choose the depth with the time that was given.</summary>
    /// <exception cref="InvalidOptionsException">A time was given, but none of them chooses.</exception>
    public IReadOnlyList<Retrain> WithBudget(ParseResult parsed, IReadOnlyList<Retrain> modes) => parsed.GetValue(_budget) is not { } auto
        ? modes
        : modes.Any(mode => mode.IsAuto)
            ? [.. modes.Select(mode => mode.IsAuto ? auto : mode)]
            : throw new InvalidOptionsException("'--budget' is the time that 'auto' takes to choose, and nothing here is 'auto'.");

    private static Retrain Depth(LearningOptions options) => options.Backbone == ScratchOptions.Id ? Retrain.All : Retrain.HeadOnly;
}
