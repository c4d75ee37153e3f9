namespace TransferKit.Training.Suffixes;

/// <summary>What a network of random weights is trained with unless the user says otherwise; measured on 200 flowers (docs/training-engine.md).</summary>
internal static class ScratchDefaults
{
    private const int Steps = 300;
    private const int FewestEpochs = 5;
    private const int MostEpochs = 100;

    /// <summary>The strength of the head's L2.</summary>
    public const double HeadDecay = 0.01;

    /// <summary>The options, without what stands on pretrained weights: their sizes as units of rates, and a way back to them.</summary>
    public static FineTuneOptions Adapt(FineTuneOptions options) =>
        options with { Stages = options.Stages with { RelativeRates = false, Share = options.Stages.Share ?? 1 } };

    /// <summary>Enough epochs for about 300 steps, but 5 to 100.</summary>
    public static int Epochs(int rows, int batch) => Math.Clamp(Steps * batch / Math.Max(1, rows), FewestEpochs, MostEpochs);
}
