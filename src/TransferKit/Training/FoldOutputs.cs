namespace TransferKit.Training;

/// <summary>What fold models said of one task's samples that were held out of each.</summary>
/// <param name="Samples">The labelled samples, fold by fold.</param>
/// <param name="Outputs">Probabilities [samples, classes], or values [samples, 1].</param>
/// <param name="Thresholds">Multi-label: the thresholds of the model that said so [samples, labels]; else empty.</param>
internal sealed record FoldOutputs(IReadOnlyList<int> Samples, float[] Outputs, IReadOnlyList<double> Thresholds);
