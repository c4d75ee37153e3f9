using TransferKit.Training.Suffixes;

namespace TransferKit.Training;

/// <summary>What became of the stages that were retrained.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Parameters">How many numbers of the backbone were trained.</param>
/// <param name="Share">How far weights went from where they started towards where training ended: 1 is all the way, 0 leaves the backbone as it was
/// (<see cref="StageOptions.Share"/>).</param>
/// <param name="LearningRate">The highest learning rate.</param>
/// <param name="RateSearch">The steps of the search for it, in order; none where it was given or the default.</param>
public sealed record RetrainedStages(string From, long Parameters, double Share, double LearningRate, IReadOnlyList<RateTrial> RateSearch);
