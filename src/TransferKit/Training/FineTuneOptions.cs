using System.Globalization;
using TransferKit.Augmentation;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Tasks;
using TransferKit.Training.Adapters;
using TransferKit.Training.Heads;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;
using TransferKit.Training.Suffixes;
using TransferKit.Training.Weighting;

namespace TransferKit.Training;

/// <summary>How a model is fine-tuned. The defaults are meant to be good for a few hundred photos.</summary>
public sealed record FineTuneOptions
{
    private const int AllVariants = 4_000;
    private const int MostVariantsByDefault = 8;

    /// <summary>How much of the backbone is trained again.</summary>
    /// <value>Default <see cref="Training.Retrain.HeadOnly"/>.</value>
    public Retrain Retrain { get; init; } = Retrain.HeadOnly;

    /// <summary>What is trained of the batch normalisation inside retrained stages. Files that have it folded into the convolutions hold none.</summary>
    /// <value>Default null: <see cref="StageNormalization.Frozen"/>, and <see cref="StageNormalization.BatchStatistics"/> from scratch. Where the
    /// head alone is trained, only frozen.</value>
    public StageNormalization? StageNormalization { get; init; }

    /// <summary>The shape of each head.</summary>
    /// <value>Default a linear one.</value>
    public HeadOptions Head { get; init; } = new();

    /// <summary>Which stages of the backbone a task's head reads, at their ends: the names of stages by the name of the task. Stages that no
    /// head reads are not read at all.</summary>
    /// <value>Default none: every head reads the end of each resolution, or what it read before where a saved model is trained on.</value>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> HeadStages { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The width of a residual bottleneck between the features and all heads, which the tasks share and train together (Houlsby et
    /// al. 2019, https://arxiv.org/abs/1902.00751): also where no stages are retrained. It starts as identity, once the heads stand.</summary>
    /// <value>Default null: none, or that of a saved model that is trained on; 1 to 4,096.</value>
    public int? Adapter { get; init; }

    /// <summary>The widths of adapters of the same form that one task's head alone reads, behind the shared one if there is one: the task's own
    /// view of what is shared, which learns from its gradient as before (task-specific layers on a shared trunk: Stickland and Murray 2019,
    /// https://arxiv.org/abs/1902.02671). By the name of the task.</summary>
    /// <value>Default none; each 1 to 4,096, and only where stages or an adapter are shared.</value>
    public IReadOnlyDictionary<string, int> OwnAdapters { get; init; } = new Dictionary<string, int>();

    /// <summary>How variants of training images are made. Dev and test images are measured as they are.</summary>
    /// <value>Default null: <see cref="AugmentationOptions.None"/> for heads alone, <see cref="AugmentationOptions.Strong"/> where stages are
    /// retrained, which without it mostly learn the training images by heart.</value>
    public AugmentationOptions? Augmentation { get; init; }

    /// <summary>How many variants of each training image are learned from beside itself, where there is <see cref="Augmentation"/>.
    /// They are computed once and cached.</summary>
    /// <value>Default null: 4,000 for all images together, but 1 to 8 each; 1 to 100.</value>
    public int? Variants { get; init; }

    /// <summary>How the stages move that are retrained.</summary>
    /// <value>Default: like the heads.</value>
    public StageOptions Stages { get; init; } = new();

    /// <summary>The strength of mixup (Zhang et al. 2018, https://arxiv.org/abs/1710.09412): rows of a step are mixed in pairs, with shares
    /// from Beta(a, a). Where stages are retrained, activations before the first of them are mixed (Verma et al. 2019,
    /// https://arxiv.org/abs/1806.05236), and the heads before that learn from unmixed ones.</summary>
    /// <value>Default 0: none; 0 to 1.</value>
    public double MixUp { get; init; }

    /// <summary>The strength of cutmix (Yun et al. 2019, https://arxiv.org/abs/1905.04899): a rectangle of each map before the first retrained
    /// stage comes from another image, its area from Beta(a, a). With <see cref="MixUp"/> too, a step draws one of the two.</summary>
    /// <value>Default 0: none; 0 to 1, and 0 where no stages are retrained.</value>
    public double CutMix { get; init; }

    /// <summary>How much each task counts where several train the same stages; the others are in <c>TransferKit.MultiTask</c>.</summary>
    /// <value>Default <see cref="TaskWeighting.Equal"/>, and nothing else where no stages are retrained.</value>
    public TaskWeighting Weighting { get; init; } = TaskWeighting.Equal;

    /// <summary>Which images the steps of stages are made of, where tasks have labels of different numbers of images.</summary>
    /// <value>Default <see cref="TaskSampler.Proportional"/>, and nothing else where no stages are retrained.</value>
    public TaskSampler Sampler { get; init; }

    /// <summary>Hears the gradients of each task on the stages, which costs a reverse walk a task; null for none.</summary>
    internal AffinityMeter? Affinity { get; init; }

    /// <summary>Passes over the training rows.</summary>
    /// <value>Default null: from the number of rows (about 400 steps for heads, 200 for stages); 1 to 100,000.</value>
    public int? Epochs { get; init; }

    /// <summary>Rows a step.</summary>
    /// <value>Default 32; 1 to 65,536.</value>
    public int Batch { get; init; } = 32;

    /// <summary>How gradients become steps.</summary>
    /// <value>Default Adam.</value>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Adam;

    /// <summary>The learning rate at its highest.</summary>
    /// <value>Default null: one that suits the optimizer and what is trained; above 0, at most 100. For stages it is a share of the size of each
    /// channel's weights (<see cref="StageOptions.RelativeRates"/>).</value>
    public double? LearningRate { get; init; }

    /// <summary>Whether the highest learning rate of retrained stages is searched for, in each training on its own rows, by a range test
    /// (Smith 2017, https://arxiv.org/abs/1506.01186).</summary>
    /// <value>Default false; it excludes <see cref="LearningRate"/>, and needs stages that are retrained.</value>
    public bool FindLearningRate { get; init; }

    /// <summary>How the learning rate changes.</summary>
    /// <value>Default cosine, to zero.</value>
    public ScheduleKind Schedule { get; init; } = ScheduleKind.Cosine;

    /// <summary>The strength of weight decay: L2 in the loss (half the strength times the squared weights), decoupled for AdamW.</summary>
    /// <value>Default null: chosen inside the training part by cross-validation; 0 to 1,000.</value>
    public double? WeightDecay { get; init; }

    /// <summary>The share of each target that is spread evenly over all classes.</summary>
    /// <value>Default 0; 0 up to, but not including, 1.</value>
    public double LabelSmoothing { get; init; }

    /// <summary>What numbers are learned by.</summary>
    /// <value>Default <see cref="Tasks.RegressionLoss.Squared"/>.</value>
    public RegressionLoss RegressionLoss { get; init; }

    /// <summary>Whether every class weighs the same however many rows it has (weights n / (classes * rows of the class)).</summary>
    /// <value>Default false.</value>
    public bool ClassWeights { get; init; }

    /// <summary>Which weights are kept.</summary>
    /// <value>Default the last.</value>
    public Keep Keep { get; init; } = Keep.Last;

    /// <summary>Whether a given split may hold out images that look like ones that are learned from, or are of their group: its figures flatter.</summary>
    /// <value>Default false: such a split is an error.</value>
    public bool AllowLeaks { get; init; }

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
            FindLearningRate = false,
            Schedule = standard.Schedule,
            MixUp = 0,
        };
    }

    /// <summary>The head alone, trained as those that stages start with, on the same variants of images: what a training of stages is compared with.</summary>
    internal FineTuneOptions ForHeadsAlone() => ForHeadsBeforeStages() with
    {
        Retrain = Retrain.HeadOnly,
        Adapter = null,
        OwnAdapters = new Dictionary<string, int>(),
        Augmentation = Changes,
        StageNormalization = null,
        Stages = new(),
        CutMix = 0,
        Weighting = TaskWeighting.Equal,
        Sampler = TaskSampler.Proportional,
    };

    /// <summary>Whether anything is trained that all tasks share: stages, or an adapter.</summary>
    internal bool TrainsShared => Retrain != Retrain.HeadOnly || Adapter is not null;

    /// <summary>The augmentation that was asked for, or the default.</summary>
    internal AugmentationOptions Changes => Augmentation ?? (Retrain == Retrain.HeadOnly ? AugmentationOptions.None : SuffixDefaults.Augmentation);

    /// <summary>How many variants each training image of a data set has; 0 without augmentation.</summary>
    internal int VariantsOf(int images) => Changes.IsNone ? 0 : Variants ?? Math.Clamp(AllVariants / Math.Max(1, images), 1, MostVariantsByDefault);

    internal void Check()
    {
        Head.Check();
        CheckHeadStages();
        Augmentation?.Check();
        Range("adapter", Adapter, 1, AdapterPlan.MostWidth);
        foreach (var width in OwnAdapters.Values)
        {
            Range("own-adapter", width, 1, AdapterPlan.MostWidth);
        }

        if (OwnAdapters.Count > 0 && !TrainsShared)
        {
            throw new InvalidOptionsException(
                "'own-adapter' is for a task that shares what is trained; with '--retrain head' and no adapter nothing is shared. Retrain stages, such as last:1, share an adapter, or leave it out.");
        }

        if ((Adapter is not null || OwnAdapters.Count > 0) && Retrain.IsAuto)
        {
            throw new InvalidOptionsException("'--retrain auto' compares depths without an adapter: leave one of them out, or give the depth, such as last:1.");
        }

        Range("variants", Variants, 1, 100);
        Range("mixup", MixUp, 0, 1);
        Range("cutmix", CutMix, 0, 1);
        Stages.Check();
        // An adapter has no stages before it, and nothing pretrained to keep to.
        var ofStages = Adapter is null ? Stages : Stages with { ClipNorm = null, Averaging = 0, Share = null };
        if (Retrain == Retrain.HeadOnly && (CutMix > 0 || ofStages != new StageOptions()))
        {
            throw new InvalidOptionsException(
                "cutmix and the options of stages (layer-decay, stage-decay, start-pull, clip-norm, averaging, share, unfreeze) are for stages that are retrained; "
                + "with '--retrain head' there are none. Retrain some, such as last:2, or leave them out.");
        }

        if (!TrainsShared && Weighting != TaskWeighting.Equal)
        {
            throw new InvalidOptionsException(
                $"'weighting' is '{Weighting}', which weighs what several tasks do to weights that they share; with '--retrain head' each task trains a head of its own, "
                + "and nothing is shared. Retrain stages, such as last:1, share an adapter, or leave it out.");
        }

        if (!TrainsShared && Sampler != TaskSampler.Proportional)
        {
            throw new InvalidOptionsException(
                $"'sampler' is '{Sampler}', which says how often tasks are fed where they are trained together; with '--retrain head' each trains by itself. "
                + "Retrain stages, such as last:1, share an adapter, or leave it out.");
        }

        if (StageNormalization is not (null or Graphs.Gradients.StageNormalization.Frozen) && Retrain == Retrain.HeadOnly)
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

        if (FindLearningRate && (LearningRate is not null || !TrainsShared))
        {
            throw new InvalidOptionsException(LearningRate is not null
                ? "a learning rate is given and is to be found as well: leave one of the two out."
                : "a learning rate is found for stages that are retrained, and with '--retrain head' there are none: retrain some, such as last:2, or give a rate.");
        }

        if (!(LabelSmoothing is >= 0 and < 1))
        {
            throw Out("label-smoothing", LabelSmoothing, "0 up to, but not including, 1");
        }

        if (Folds is not 0)
        {
            Range("folds", Folds, 2, 1_000);
        }

        if (Keep == Keep.Best && TrainsShared)
        {
            throw new InvalidOptionsException($"keeping the best epoch is for heads; with '{(Retrain == Retrain.HeadOnly ? "adapter" : Retrain)}' the last weights are kept.");
        }

        if (Resume && WorkFolder is null)
        {
            throw new InvalidOptionsException("resuming needs a work folder that holds the checkpoints.");
        }
    }

    private void CheckHeadStages()
    {
        if (HeadStages.FirstOrDefault(head => head.Value.Count == 0) is { Key: { } empty })
        {
            throw new InvalidOptionsException($"'head-on' names no stage for the task '{empty}'; allowed: one or more of the backbone's stages.");
        }

        if (HeadStages.Count > 0 && Retrain.IsAuto)
        {
            throw new InvalidOptionsException("'head-on' says which stages heads read, and '--retrain auto' chooses that: leave one of them out.");
        }
    }

    /// <summary>Everything that decides the weights, a line each: a resumed run must say the same.</summary>
    internal IReadOnlyDictionary<string, string> Recipe() => new Dictionary<string, string>
    {
        ["retrain"] = Retrain.Budget is { } budget ? $"{Retrain.Mode} within {Invariant(budget.TotalSeconds)} s" : Retrain.Mode,
        ["stage-normalization"] = StageNormalization?.ToString() ?? "default",
        ["head-on"] = HeadStages.Count == 0 ? "default" : string.Join(' ', HeadStages.OrderBy(head => head.Key, StringComparer.Ordinal).Select(head => $"{head.Key}={string.Join(',', head.Value)}")),
        ["adapter"] = Adapter is null ? "default" : Invariant(Adapter),
        ["own-adapters"] = OwnAdapters.Count == 0 ? "none" : string.Join(' ', OwnAdapters.OrderBy(own => own.Key, StringComparer.Ordinal).Select(own => $"{own.Key}={Invariant(own.Value)}")),
        ["hidden"] = string.Join(',', Head.Hidden),
        ["dropout"] = Invariant(Head.Dropout),
        ["batch-normalization"] = Head.BatchNormalization.ToString(),
        ["initialization"] = Head.Initialization.ToString(),
        ["augmentation"] = Changes.Recipe,
        ["variants"] = Invariant(Changes.IsNone ? 0 : Variants),
        ["mixup"] = Invariant(MixUp),
        ["weighting"] = Weighting.Name,
        ["sampler"] = Sampler.ToString(),
        ["cutmix"] = Invariant(CutMix),
        ["relative-rates"] = Stages.RelativeRates.ToString(),
        ["layer-decay"] = Invariant(Stages.LayerDecay),
        ["stage-decay"] = Invariant(Stages.WeightDecay),
        ["start-pull"] = Invariant(Stages.StartPull),
        ["clip-norm"] = Invariant(Stages.ClipNorm),
        ["averaging"] = Invariant(Stages.Averaging),
        ["share"] = Invariant(Stages.Share),
        ["unfreeze"] = Stages.Unfreezing.ToString(),
        ["epochs"] = Invariant(Epochs),
        ["batch"] = Invariant(Batch),
        ["optimizer"] = Optimizer.ToString(),
        ["learning-rate"] = Invariant(LearningRate),
        ["find-learning-rate"] = FindLearningRate.ToString(),
        ["schedule"] = Schedule.ToString(),
        ["weight-decay"] = Invariant(WeightDecay),
        ["label-smoothing"] = Invariant(LabelSmoothing),
        ["regression-loss"] = RegressionLoss.ToString(),
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
