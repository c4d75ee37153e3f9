namespace TransferKit.Training;

/// <summary>Where a run's time went.</summary>
/// <param name="Decode">Decoding images, summed over threads.</param>
/// <param name="Features">The wall time of decoding and of running the frozen part together.</param>
/// <param name="Train">Training, with cross-validation and the choice of strength and depth.</param>
/// <param name="Total">From beginning to end.</param>
public readonly record struct RunSeconds(double Decode, double Features, double Train, double Total);
