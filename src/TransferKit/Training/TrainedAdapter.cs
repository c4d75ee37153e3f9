using TransferKit.Training.Suffixes;

namespace TransferKit.Training;

/// <summary>What became of the adapter that all heads share.</summary>
/// <param name="Width">How wide its bottleneck is.</param>
/// <param name="Parameters">How many of its numbers were trained.</param>
/// <param name="Share">How far it went from where it started towards where training ended; at 0, a new one is left out of the model
/// (<see cref="StageOptions.Share"/>).</param>
public sealed record TrainedAdapter(int Width, long Parameters, double Share);
