using TransferKit.Evaluation;
using TransferKit.Tasks;

namespace TransferKit.Training.Comparisons;

/// <summary>What an arm reached on one task: the mean over all held-out images and seeds.</summary>
public sealed record ArmResult
{
    /// <summary>The arm's name.</summary>
    public required string Arm { get; init; }

    /// <summary>How much of the backbone it trains.</summary>
    /// <value>Default <see cref="Retrain.HeadOnly"/>.</value>
    public Retrain Retrain { get; init; } = Retrain.HeadOnly;

    /// <summary>The width of the adapter that its heads share; null for none.</summary>
    public int? Adapter { get; init; }

    /// <summary>The task.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The metric that arms are compared by: the one that the task names, else accuracy, mae for numbers, macro-f1 for labels, kappa for levels.</summary>
    public required string Metric { get; init; }

    /// <summary>The metric with its interval, for the mean of the fold models, not for a saved file; n is the number of images. Images
    /// are resampled, whole groups where there are some; seeds are not. Null where it cannot be measured.</summary>
    public required Interval? Value { get; init; }

    /// <summary>Other metrics by name, in the same way: log-loss, or rmse.</summary>
    public required IReadOnlyDictionary<string, Interval?> Others { get; init; }

    /// <summary>The metric of each seed alone, in the order of the seeds.</summary>
    public required IReadOnlyList<double> Seeds { get; init; }

    /// <summary>How many values a fold model trains, the heads of all tasks included.</summary>
    public required long Parameters { get; init; }

    /// <summary>The wall time of training and scoring the fold models divided by their number, mean over seeds; reading, decoding and the
    /// frozen part of the backbone are not in it. Heads of several folds are trained side by side.</summary>
    public required double Seconds { get; init; }
}
