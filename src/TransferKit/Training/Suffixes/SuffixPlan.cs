using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Training.Suffixes;

/// <summary>Which stages are trained, and what is read of each image before them.</summary>
internal sealed class SuffixPlan
{
    private SuffixPlan(StageList stages, int first, FeatureSpec head, StageNormalization normalization)
    {
        (Stages, First, Head, Normalization) = (SharedConstants.Separate(stages, first, normalization), first, head, normalization);
        Cut = TrainableSuffix.CutBefore(stages, first);
        var isFrozen = FrozenBefore(stages, Cut);
        Frozen = [.. head.Taps.TakeWhile(isFrozen)];
        Trained = [.. head.Taps.Skip(Frozen.Count)];
        if (Trained.Count == 0 || Trained.Any(isFrozen))
        {
            throw new InvalidOptionsException(
                $"The head reads {string.Join(", ", head.Taps.Select(tap => $"'{tap.Tensor}'"))}: nothing that comes from stage '{stages[first].Name}' on, or not in the order of the graph.");
        }
    }

    /// <summary>No stage is trained, but what stands between the features and the heads.</summary>
    private SuffixPlan(StageList stages, FeatureSpec head) => (Stages, First, Head, Frozen, Trained) = (stages, stages.Count, head, head.Taps, []);

    /// <summary>Whether the stages have learned nothing yet.</summary>
    public bool FromScratch { get; private init; }

    /// <summary>The backbone's stages, in which what is trained is shared with nothing that is not.</summary>
    public StageList Stages { get; }

    /// <summary>The first stage that is trained; their number where none is.</summary>
    public int First { get; }

    /// <summary>What the heads read.</summary>
    public FeatureSpec Head { get; }

    /// <summary>What is trained of batch normalisation.</summary>
    public StageNormalization Normalization { get; }

    /// <summary>Whether the trained stages hold any.</summary>
    public bool HasBatchNormalization => Enumerable.Range(First, Stages.Count - First).Any(stage => Stages.BatchNormalizations(stage) > 0);

    /// <summary>The activation that is computed once an image; null where no stage is trained.</summary>
    public string? Cut { get; }

    /// <summary>What the heads read of frozen stages.</summary>
    public IReadOnlyList<FeatureTap> Frozen { get; }

    /// <summary>What they read of trained ones.</summary>
    public IReadOnlyList<FeatureTap> Trained { get; }

    /// <summary>The shape of the cut for one image; of no values where there is none.</summary>
    public long[] CutShape => Cut is null ? [0] : Stages.Shapes.Of(Cut)[1..];

    /// <summary>What is computed of every image: what the heads read, then all of the cut.</summary>
    public FeatureSpec Extracted => Cut is null ? Head : new([.. Head.Taps, new FeatureTap(Cut, Pooling.Whole)]);

    /// <summary>Checks that the activations of so many images can be kept in memory.</summary>
    /// <param name="images">Images.</param>
    /// <param name="available">Bytes of memory that the process may use.</param>
    /// <exception cref="InvalidOptionsException">They cannot.</exception>
    public void CheckMemory(int images, long available)
    {
        if (Cut is null)
        {
            return;
        }

        // Half of the memory, for the training graph and its buffers need some too; an array ends at 2^31 values.
        var values = (Tensors.Count(CutShape) + Head.Taps.Sum(tap => (long)FeatureGraph.Width(Stages, tap))) * images;
        var bytes = values * sizeof(float);
        if (values > Array.MaxLength || bytes > available / 2)
        {
            throw new InvalidOptionsException(FormattableString.Invariant(
                $"The activations before stage '{Stages[First].Name}' of {images:N0} images take {bytes / 1e9:F1} GB, more than the {Math.Min(Array.MaxLength * 4L, available / 2) / 1e9:F1} GB that may be used here: retrain fewer stages, or use fewer images."));
        }
    }

    /// <summary>Checks that random weights are not to be kept.</summary>
    /// <exception cref="InvalidOptionsException">They are.</exception>
    public static void RequireAllOfRandom(Backbone backbone, Retrain retrain)
    {
        if (!backbone.IsPretrained && retrain != Retrain.All)
        {
            throw new InvalidOptionsException(
                $"'retrain' is '{retrain}'; allowed with backbone '{backbone.Id}': {Retrain.All}. It has random weights, which nobody wants to keep.");
        }
    }

    /// <summary>Whether heads read anything of the stages that are trained.</summary>
    /// <exception cref="InvalidOptionsException">There are no such stages.</exception>
    public static bool Reaches(StageList stages, Retrain retrain, FeatureSpec head) =>
        retrain != Retrain.HeadOnly && !head.Taps.All(FrozenBefore(stages, TrainableSuffix.CutBefore(stages, FirstOf(stages, retrain))).Invoke);

    /// <summary>The plan of a training, or null where only heads are trained, each by itself.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="options">What is to be trained.</param>
    /// <param name="head">What the heads read.</param>
    /// <exception cref="InvalidOptionsException">There are no such stages, or random ones are to be kept.</exception>
    public static SuffixPlan? Of(Backbone backbone, FineTuneOptions options, FeatureSpec head)
    {
        RequireAllOfRandom(backbone, options.Retrain);
        if (!backbone.IsPretrained && (options.Adapter is not null || options.OwnAdapters.Count > 0))
        {
            throw new InvalidOptionsException($"'adapter' changes features that were learned elsewhere; backbone '{backbone.Id}' has random weights, which are all trained: leave it out.");
        }

        if (options is { TrainsShared: true } && options.Retrain == Retrain.HeadOnly)
        {
            return new(backbone.Stages, head);
        }

        var normalization = options.StageNormalization
            ?? (backbone.IsPretrained ? StageNormalization.Frozen : StageNormalization.BatchStatistics);
        return Of(options.Retrain, backbone.Stages, head, normalization, !backbone.IsPretrained);
    }

    /// <summary>The plan, or null where only heads are trained.</summary>
    /// <exception cref="InvalidOptionsException">There are no such stages.</exception>
    public static SuffixPlan? Of(
        Retrain retrain, StageList stages, FeatureSpec head, StageNormalization normalization = StageNormalization.Frozen, bool fromScratch = false) =>
        retrain == Retrain.HeadOnly ? null : new(stages, FirstOf(stages, retrain), head, normalization)
        {
            FromScratch = fromScratch,
        };

    private static int FirstOf(StageList stages, Retrain retrain) => retrain == Retrain.All ? 0 : stages.Resolve(retrain.Mode);

    private static Func<FeatureTap, bool> FrozenBefore(StageList stages, string cut)
    {
        var before = stages.Topology.Ancestors([cut]);
        return tap => tap.Tensor == cut || (stages.Topology.Producer(tap.Tensor) is { } node && before.Contains(node));
    }
}
