using System.CommandLine;
using TransferKit.Cli.Parsing;
using TransferKit.Training;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;

namespace TransferKit.Cli.Commands.Train;

/// <summary>How the training runs.</summary>
internal sealed class TrainingGroup() : OptionGroup("Training")
{
    private static readonly FineTuneOptions Standard = new();

    private static readonly Dictionary<string, OptimizerKind> Optimizers = new()
    {
        ["adam"] = OptimizerKind.Adam,
        ["adamw"] = OptimizerKind.AdamW,
        ["sgd"] = OptimizerKind.Sgd,
        ["momentum"] = OptimizerKind.Momentum,
        ["nesterov"] = OptimizerKind.Nesterov,
        ["rmsprop"] = OptimizerKind.RmsProp,
    };

    private static readonly Dictionary<string, ScheduleKind> Schedules = new()
    {
        ["cosine"] = ScheduleKind.Cosine,
        ["one-cycle"] = ScheduleKind.OneCycle,
        ["constant"] = ScheduleKind.Constant,
    };

    private readonly Option<int?> _epochs = CliOptions.Whole(
        "--epochs", "Passes over the training images; without it, enough for about 400 steps", 1, 100_000);

    private readonly Option<int?> _batch = CliOptions.Whole("--batch", "Images a step", 1, 65_536, Standard.Batch);

    private readonly Option<OptimizerKind> _optimizer = CliOptions.Choice("--optimizer", "How gradients become steps.", Optimizers, "adam");

    private readonly Option<LearningRateChoice> _learningRate = CliOptions.Parsed(
        "--learning-rate",
        "X|find",
        "The highest learning rate (above 0 to 100); 'find' searches one for retrained stages by a range test; without it, the optimizer's own.",
        new LearningRateChoice(null, Finds: false),
        LearningRateChoice.Parse);

    private readonly Option<ScheduleKind> _schedule = CliOptions.Choice("--schedule", "How the learning rate changes.", Schedules, "cosine");

    private readonly Option<double?> _weightDecay = CliOptions.Number(
        "--weight-decay", "Strength of L2; without it, chosen by cross-validation inside the training part", 0, 1_000);

    private readonly Option<int?> _seed = CliOptions.Whole("--seed", "Seeds all randomness: split, weights, order", int.MinValue, int.MaxValue, Standard.Seed);

    private readonly Option<int?> _threads = CliOptions.Whole("--threads", "Threads; without it, the machine's processors", 1, 1_024);

    public override IReadOnlyList<Option> Options =>
        [_epochs, _batch, _optimizer, _learningRate, _schedule, _weightDecay, _seed, _threads];

    /// <summary>Adds what was given to the options.</summary>
    public T Read<T>(ParseResult parsed, T options) where T : LearningOptions
    {
        var threads = parsed.GetValue(_threads) ?? Standard.Threads;
        return options with
        {
            Reading = options.Reading with { Threads = threads },
            Training = options.Training with
            {
                Epochs = parsed.GetValue(_epochs),
                Batch = parsed.GetValue(_batch)!.Value,
                Optimizer = parsed.GetValue(_optimizer),
                LearningRate = parsed.GetValue(_learningRate).Rate,
                FindLearningRate = parsed.GetValue(_learningRate).Finds,
                Schedule = parsed.GetValue(_schedule),
                WeightDecay = parsed.GetValue(_weightDecay),
                Seed = parsed.GetValue(_seed)!.Value,
                Threads = threads,
            },
        };
    }
}
