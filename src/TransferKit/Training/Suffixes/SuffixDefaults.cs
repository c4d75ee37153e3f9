using TransferKit.Augmentation;
using TransferKit.Training.Optimizers;

namespace TransferKit.Training.Suffixes;

/// <summary>What stages are trained with unless the user says otherwise; docs/fine-tuning.md has the figures that it was chosen by.</summary>
internal static class SuffixDefaults
{
    private const int Steps = 200;
    private const int FewestPasses = 5;
    private const int MostEpochs = 40;

    /// <summary>How variants of training images are made.</summary>
    public static AugmentationOptions Augmentation => AugmentationOptions.Strong;

    /// <summary>Enough epochs for about 200 steps, at most 40, and for every image to be seen 5 times, as it is or as a variant.</summary>
    /// <param name="rows">Rows, variants among them.</param>
    /// <param name="samples">Images.</param>
    /// <param name="batch">Rows a step.</param>
    public static int Epochs(int rows, int samples, int batch)
    {
        var fewest = (int)Math.Ceiling(FewestPasses * (double)Math.Max(1, samples) / Math.Max(1, rows));
        return Math.Clamp(Steps * batch / Math.Max(1, rows), fewest, MostEpochs);
    }

    /// <summary>The rate of pretrained weights, as a share of the size of their channel, or, where it is the same for all, as it is.</summary>
    public static double LearningRate(OptimizerKind optimizer, bool relative) => optimizer switch
    {
        OptimizerKind.Adam or OptimizerKind.AdamW or OptimizerKind.RmsProp => relative ? 3e-3 : 1e-4,
        _ => 1e-3,
    };
}
