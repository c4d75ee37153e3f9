using TransferKit.Training.Optimizers;

namespace TransferKit.Training.Suffixes;

/// <summary>What stages are trained with unless the user says otherwise.</summary>
internal static class SuffixDefaults
{
    private const int Steps = 200;
    private const int FewestEpochs = 5;
    private const int MostEpochs = 40;

    /// <summary>Enough epochs for about 200 steps, but 5 to 40.</summary>
    public static int Epochs(int rows, int batch) => Math.Clamp(Steps * batch / Math.Max(1, rows), FewestEpochs, MostEpochs);

    /// <summary>The rate of pretrained weights.</summary>
    public static double LearningRate(OptimizerKind optimizer) => optimizer switch
    {
        OptimizerKind.Adam or OptimizerKind.AdamW or OptimizerKind.RmsProp => 1e-4,
        _ => 1e-3,
    };
}
