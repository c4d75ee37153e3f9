using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>What is made of trained stages.</summary>
/// <param name="Share">How far to go from the pretrained weights to the trained ones: 0 to 1.</param>
/// <param name="Answers">How the scores of each head become answers.</param>
internal sealed record TunedChoice(double Share, IReadOnlyList<HeadAnswer> Answers)
{
    /// <summary>The training that it was chosen by; null where it was given.</summary>
    public TunedModel? Inner { get; init; }
}
