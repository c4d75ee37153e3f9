using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Training;

/// <summary>What came out for one task.</summary>
public sealed record TaskResult
{
    /// <summary>The task.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>Its classes, in the order of the model's output; empty for regression.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The evaluation of each part of the split that has labelled rows.</summary>
    public required IReadOnlyDictionary<SplitName, TaskEvaluation> Parts { get; init; }

    /// <summary>The evaluation over all held-out rows of a cross-validation, or null. Its intervals are for the mean of the fold
    /// models, not for the saved model.</summary>
    public TaskEvaluation? CrossValidated { get; init; }

    /// <summary>The rows behind <see cref="CrossValidated"/> with what the fold models said of them, fold by fold in the order of
    /// <see cref="ImageDataset.Folds"/>, for paired comparisons with another run of the same folds; or null.</summary>
    public ScoredRows? HeldOut { get; init; }

    /// <summary>What the saved model and the fold models said of every image.</summary>
    internal RunAnswers Answers { get; init; } = RunAnswers.None;

    /// <summary>Multi-label: the thresholds of the saved head; else empty.</summary>
    internal IReadOnlyList<double> Thresholds { get; init; } = [];

    /// <summary>The strength of weight decay that the saved head was trained with.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>The epochs that the saved head was trained for.</summary>
    public required int Epochs { get; init; }

    /// <summary>On the rows it learned from.</summary>
    public TaskEvaluation? Train => Parts.GetValueOrDefault(SplitName.Train);

    /// <summary>On rows held out of the training distribution.</summary>
    public TaskEvaluation? TrainDev => Parts.GetValueOrDefault(SplitName.TrainDev);

    /// <summary>On the rows that choices are made on.</summary>
    public TaskEvaluation? Dev => Parts.GetValueOrDefault(SplitName.Dev);

    /// <summary>On the rows that are looked at last.</summary>
    public TaskEvaluation? Test => Parts.GetValueOrDefault(SplitName.Test);
}
