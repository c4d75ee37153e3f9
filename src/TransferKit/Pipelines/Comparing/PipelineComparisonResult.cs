using TransferKit.Tasks;
using TransferKit.Training.Comparisons;

namespace TransferKit.Pipelines.Comparing;

/// <summary>What came of a comparison of a staged pipeline with one model.</summary>
public sealed record PipelineComparisonResult
{
    /// <summary>The arm whose later steps learn from what earlier ones say of images that they did not see.</summary>
    public const string Staged = "staged";

    /// <summary>The arm whose later steps learn from the truth of earlier ones, and are asked about what those say.</summary>
    public const string LearnedFromTruth = "staged, learned from the truth";

    /// <summary>The arm whose later steps learn from the truth of earlier ones, and are given it: what the answer would be worth if those were always right.</summary>
    public const string GivenTruth = "staged, given the truth";

    /// <summary>The arm of one model from pixels to answer.</summary>
    public const string EndToEnd = "end-to-end";

    /// <summary>What is answered.</summary>
    public required LearningTask Task { get; init; }

    /// <summary>The figures of each size, ascending.</summary>
    public required IReadOnlyList<PipelineSize> Sizes { get; init; }

    /// <summary>Where one model overtakes the pipeline.</summary>
    public required Crossover Crossover { get; init; }

    /// <summary>Where the errors arise, at the largest size.</summary>
    public required CeilingAnalysis Ceiling { get; init; }

    /// <summary>What each arm costs.</summary>
    public required IReadOnlyList<ArmCost> Costs { get; init; }

    /// <summary>The folds of each seed.</summary>
    public required int Folds { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The share of the most frequent class; null for other kinds.</summary>
    public required double? Majority { get; init; }

    /// <summary>What the user should know, a sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>All arms with so many images to learn from.</summary>
/// <param name="Images">Images that a fold learns from.</param>
/// <param name="Arms">The arms.</param>
/// <param name="Pairs">Their paired differences; p is adjusted within the size.</param>
public sealed record PipelineSize(int Images, IReadOnlyList<ArmResult> Arms, IReadOnlyList<PairResult> Pairs);

/// <summary>What an arm costs.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Labels">How many labels of each task it learns from, of all images.</param>
/// <param name="Price">What these labels cost, at the price a label of each step.</param>
/// <param name="TrainSeconds">Seconds that training one model of all images took, all steps of it, features left out.</param>
/// <param name="PredictMilliseconds">The median of milliseconds an image, from the file to the answer, one at a time.</param>
/// <param name="Bytes">The bytes of its model files.</param>
public sealed record ArmCost(string Arm, IReadOnlyDictionary<string, int> Labels, double Price, double TrainSeconds, double PredictMilliseconds, long Bytes);
