namespace TransferKit.Bench.Suffixes;

/// <summary>The steps that PyTorch took, in float64.</summary>
/// <param name="Labels">The class of each image, for every step.</param>
/// <param name="Rates">The learning rates.</param>
/// <param name="Losses">The losses before each step.</param>
/// <param name="Float32">How far PyTorch's own steps in float32 end from these, as a share of the way from the start.</param>
internal sealed record TorchSteps(int[][] Labels, double[] Rates, double[] Losses, double Float32);
