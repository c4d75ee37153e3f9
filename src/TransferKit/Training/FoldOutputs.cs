namespace TransferKit.Training;

/// <summary>What the fold models of one task said of the samples held out of each.</summary>
/// <param name="Samples">The labelled samples, fold by fold.</param>
/// <param name="Outputs">Probabilities [samples, classes], or values [samples, 1].</param>
internal sealed record FoldOutputs(IReadOnlyList<int> Samples, float[] Outputs);
