using TransferKit.Features;

namespace TransferKit.Training.Depth;

/// <summary>A way of training that may be chosen.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Retrain">How deep.</param>
/// <param name="Spec">What the heads read.</param>
/// <param name="Macs">Multiply-accumulates of the stages that it trains, for one image; 0 for heads.</param>
internal sealed record DepthCandidate(string Name, Retrain Retrain, FeatureSpec Spec, long Macs)
{
    /// <summary>How it is trained: what the user says of steps and rates is for stages.</summary>
    public FineTuneOptions Apply(FineTuneOptions options) => Retrain == Retrain.HeadOnly ? options.ForHeadsAlone() : options with { Retrain = Retrain };
}

/// <summary>The candidate that was chosen, and all that were tried.</summary>
internal sealed record DepthChoice(DepthCandidate Candidate, IReadOnlyList<TriedCandidate> Tried)
{
    /// <summary>How the chosen candidate is trained.</summary>
    public FineTuneOptions Apply(FineTuneOptions options) => Candidate.Apply(options);
}
