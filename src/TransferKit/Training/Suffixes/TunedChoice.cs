namespace TransferKit.Training.Suffixes;

/// <summary>What is made of trained stages.</summary>
/// <param name="Share">How far to go from the pretrained weights to the trained ones: 0 to 1.</param>
/// <param name="Temperatures">The temperature of each head.</param>
internal sealed record TunedChoice(double Share, IReadOnlyList<double> Temperatures);
