using System.Globalization;
using TransferKit.Augmentation;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;

namespace TransferKit.Training;

/// <summary>How a model is fine-tuned. The defaults are meant to be good for a few hundred photos.</summary>
public sealed record FineTuneOptions
{
    /// <summary>How much of the backbone is trained again.</summary>
    /// <value>Default <see cref="Training.Retrain.HeadOnly"/>.</value>
    public Retrain Retrain { get; init; } = Retrain.HeadOnly;

    /// <summary>What is trained of the batch normalisation inside retrained stages. Files that have it folded into the convolutions hold none.</summary>
    /// <value>Default <see cref="StageNormalization.Frozen"/>, and only that where the head alone is trained.</value>
    public StageNormalization StageNormalization { get; init; } = StageNormalization.Frozen;

    /// <summary>The shape of each head.</summary>
    /// <value>Default a linear one.</value>
    public HeadOptions Head { get; init; } = new();

    /// <summary>How variants of training images are made. Dev and test images are measured as they are.</summary>
    /// <value>Default <see cref="AugmentationOptions.None"/>.</value>
    public AugmentationOptions Augmentation { get; init; } = AugmentationOptions.None;

    /// <summary>How many variants of each training image are learned from beside itself, where there is <see cref="Augmentation"/>.
    /// They are computed once and cached.</summary>
    /// <value>Default 4; 1 to 100.</value>
    public int Variants { get; init; } = 4;

    /// <summary>The strength of mixup (Zhang et al. 2018): rows of a step are mixed in pairs, with shares from Beta(a, a).
    /// It is for training heads alone.</summary>
    /// <value>Default 0: none; 0 to 1, and 0 where stages are retrained.</value>
    public double MixUp { get; init; }

    /// <summary>Passes over the training rows.</summary>
    /// <value>Default null: from the number of rows (<see cref="HeadDefaults"/>); 1 to 100,000.</value>
    public int? Epochs { get; init; }

    /// <summary>Rows a step.</summary>
    /// <value>Default 32; 1 to 65,536.</value>
    public int Batch { get; init; } = 32;

    /// <summary>How gradients become steps.</summary>
    /// <value>Default Adam.</value>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>The learning rate at its highest.</summary>
    /// <value>Default null: the optimizer's own; above 0, at most 100.</value>
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes.</summary>
    /// <value>Default cosine, to zero.</value>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>The strength of weight decay: L2 in the loss (half the strength times the squared weights), decoupled for AdamW.</summary>
    /// <value>Default null: chosen inside the training part by cross-validation; 0 to 1,000.</value>
    public double? WeightDecay { get; init; }

    /// <summary>The share of each target that is spread evenly over all classes.</summary>
    /// <value>Default 0; 0 up to, but not including, 1.</value>
    public double LabelSmoothing { get; init; }

    /// <summary>Whether every class weighs the same however many rows it has (weights n / (classes * rows of the class)).</summary>
    /// <value>Default false.</value>
    public bool ClassWeights { get; init; }

    /// <summary>Which weights are kept.</summary>
    /// <value>Default the last.</value>
    public Keep Keep { get; init; } = Keep.Last;

    /// <summary>How many folds to cross-validate with, beside the split; 0 for none.</summary>
    /// <value>Default 0; 0 or 2 to 1,000.</value>
    public int Folds { get; init; }

    /// <summary>Seeds all randomness.</summary>
    /// <value>Default 7.</value>
    public int Seed { get; init; } = 7;

    /// <summary>Threads for decoding and for ONNX Runtime.</summary>
    /// <value>Default: the processors of the machine; 1 to 1,024.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Where features are kept between runs; null for nowhere.</summary>
    /// <value>Default null.</value>
    public string? CacheFolder { get; init; }

    /// <summary>Where looks at dev and test are counted; null to count those of this run only.</summary>
    /// <value>Default null.</value>
    public string? LedgerFolder { get; init; }

    /// <summary>Where checkpoints are kept; null for none.</summary>
    /// <value>Default null.</value>
    public string? WorkFolder { get; init; }

    /// <summary>Whether to go on with what the work folder holds.</summary>
    /// <value>Default false: a folder that holds another run's work is emptied. True with nothing there starts anew, and a note says so.</value>
    public bool Resume { get; init; }

    /// <summary>The clock: it decides when a checkpoint is due, and measures seconds.</summary>
    /// <value>Default the system's.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How heads are trained where stages follow: what the user says is for the stages, but for the heads' weight decay.</summary>
    internal FineTuneOptions ForHeadsBeforeStages()
    {
        var standard = new FineTuneOptions();
        return this with
        {
            Epochs = standard.Epochs,
            Optimizer = standard.Optimizer,
            LearningRate = standard.LearningRate,
            Schedule = standard.Schedule,
        };
    }

    internal void Check()
    {
        Head.Check();
        Augmentation.Check();
        Range("variants", Variants, 1, 100);
        Range("mixup", MixUp, 0, 1);
        if (MixUp > 0 && Retrain != Retrain.HeadOnly)
        {
            throw Out("mixup", MixUp, $"0 with '--retrain {Retrain.Mode}': it mixes what heads alone learn from");
        }

        if (StageNormalization != StageNormalization.Frozen && Retrain == Retrain.HeadOnly)
        {
            throw new InvalidOptionsException(
                $"training the batch normalisation of stages ('{StageNormalization}') needs stages that are retrained; with '{Retrain}' there are none.");
        }

        Range("epochs", Epochs, 1, 100_000);
        Range("batch", Batch, 1, 65_536);
        Range("threads", Threads, 1, 1_024);
        Range("weight-decay", WeightDecay, 0, 1_000);
        if (LearningRate is { } rate && !(rate is > 0 and <= 100))
        {
            throw Out("learning-rate", rate, "above 0, at most 100");
        }

        if (!(LabelSmoothing is >= 0 and < 1))
        {
            throw Out("label-smoothing", LabelSmoothing, "0 up to, but not including, 1");
        }

        if (Folds is not 0)
        {
            Range("folds", Folds, 2, 1_000);
        }

        if (Keep == Keep.Best && Retrain != Retrain.HeadOnly)
        {
            throw new InvalidOptionsException($"keeping the best epoch is for heads; with '{Retrain}' the last weights are kept.");
        }

        if (Resume && WorkFolder is null)
        {
            throw new InvalidOptionsException("resuming needs a work folder that holds the checkpoints.");
        }
    }

    /// <summary>Everything that decides the weights, a line each: a resumed run must say the same.</summary>
    internal IReadOnlyDictionary<string, string> Recipe() => new Dictionary<string, string>
    {
        ["retrain"] = Retrain.Budget is { } budget ? $"{Retrain.Mode} within {Invariant(budget.TotalSeconds)} s" : Retrain.Mode,
        ["stage-normalization"] = StageNormalization.ToString(),
        ["hidden"] = string.Join(',', Head.Hidden),
        ["dropout"] = Invariant(Head.Dropout),
        ["batch-normalization"] = Head.BatchNormalization.ToString(),
        ["initialization"] = Head.Initialization.ToString(),
        ["augmentation"] = Augmentation.Recipe,
        ["variants"] = Invariant(Augmentation.IsNone ? 0 : Variants),
        ["mixup"] = Invariant(MixUp),
        ["epochs"] = Invariant(Epochs),
        ["batch"] = Invariant(Batch),
        ["optimizer"] = Optimizer.ToString(),
        ["learning-rate"] = Invariant(LearningRate),
        ["schedule"] = Schedule.ToString(),
        ["weight-decay"] = Invariant(WeightDecay),
        ["label-smoothing"] = Invariant(LabelSmoothing),
        ["class-weights"] = ClassWeights.ToString(),
        ["keep"] = Keep.ToString(),
        ["folds"] = Invariant(Folds),
        ["seed"] = Invariant(Seed),
    };

    private static string Invariant(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "default";

    private static void Range(string option, double? value, double low, double high)
    {
        if (value is { } number && !(number >= low && number <= high))
        {
            throw Out(option, number, FormattableString.Invariant($"{low} to {high:N0}"));
        }
    }

    private static InvalidOptionsException Out(string option, double value, string allowed) =>
        new(FormattableString.Invariant($"'{option}' is {value}; allowed: {allowed}."));
}
