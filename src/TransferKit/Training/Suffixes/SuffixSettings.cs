using TransferKit.Training.Optimizers;
using TransferKit.Training.Schedules;

namespace TransferKit.Training.Suffixes;

/// <summary>How stages and heads are trained together.</summary>
internal sealed record SuffixSettings
{
    /// <summary>The name of this training in checkpoints and random streams.</summary>
    public required string Piece { get; init; }

    /// <summary>The images to learn from.</summary>
    public required IReadOnlyList<int> Rows { get; init; }

    public required int Epochs { get; init; }

    public required Optimizer Optimizer { get; init; }

    public required ScheduleKind Schedule { get; init; }

    /// <summary>The rate of the last stage.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The rate of the heads.</summary>
    public required double HeadLearningRate { get; init; }

    /// <summary>Each earlier stage learns slower by this factor.</summary>
    public required double StageFactor { get; init; }

    /// <summary>Decoupled weight decay of the stages' weights, not of biases.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>The gradient of all parameters together is made no longer than this; null for no bound.</summary>
    public double? ClipNorm { get; init; }

    public required int Threads { get; init; }

    public required int Seed { get; init; }
}
