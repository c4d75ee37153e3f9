using TransferKit.Artifacts;
using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;
using TransferKit.Training.Weighting;

namespace TransferKit.Training.Suffixes;

/// <summary>How stages and heads are trained together.</summary>
internal sealed record SuffixSettings
{
    /// <summary>The name of this training in checkpoints and random streams.</summary>
    public required string Piece { get; init; }

    /// <summary>The images to learn from.</summary>
    public required IReadOnlyList<int> Rows { get; init; }

    public required int Epochs { get; init; }

    /// <summary>Steps an epoch.</summary>
    public required int Batches { get; init; }

    public required Optimizer Optimizer { get; init; }

    public required ScheduleKind Schedule { get; init; }

    /// <summary>Where the shared adapter starts; null for none.</summary>
    public AdapterModel? Adapter { get; init; }

    /// <summary>The strength of the L2 of each head; that of its own adapter is the same, that of the shared one their mean.</summary>
    public IReadOnlyList<double> Decays { get; init; } = [];

    /// <summary>The rate of stages and heads at its highest.</summary>
    public required double LearningRate { get; init; }

    /// <summary>How much each task counts.</summary>
    public TaskWeighting Weighting { get; init; } = TaskWeighting.Equal;

    /// <summary>Hears the gradients of each task; null for none.</summary>
    public AffinityMeter? Affinity { get; init; }

    /// <summary>Which images a step is made of.</summary>
    public TaskSampler Sampler { get; init; }

    /// <summary>How the stages move.</summary>
    public required StageOptions Stages { get; init; }

    /// <summary>The strength of mixup at the cut; 0 for none.</summary>
    public double MixUp { get; init; }

    /// <summary>The strength of cutmix at the cut; 0 for none.</summary>
    public double CutMix { get; init; }

    public required int Threads { get; init; }

    public required int Seed { get; init; }
}
