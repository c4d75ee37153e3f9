using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Artifacts;

/// <summary>How a predictor runs.</summary>
public sealed record PredictorOptions
{
    /// <summary>Threads of one run, and files decoded at once by <see cref="Predictor.PredictFilesAsync"/>.</summary>
    /// <value>Default: the machine's processors; 1 to 1024.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Images in one run where several are given: memory grows with it.</summary>
    /// <value>Default 16 images; 1 to 1024.</value>
    public int Batch { get; init; } = 16;

    /// <summary>Whether every image is also run mirrored left to right, and the answer is the mean of both (test-time augmentation,
    /// Krizhevsky et al. 2012). It costs twice the time. Not for pictures where left and right differ in meaning.</summary>
    /// <value>Default false.</value>
    public bool TestTimeAugmentation { get; init; }

    /// <summary>How large a picture may be.</summary>
    /// <value>Default null: the decoder's own limits.</value>
    public ImageLimits? Limits { get; init; }

    internal void Check()
    {
        if (Threads is < 1 or > 1024)
        {
            throw new InvalidOptionsException($"'threads' is {Threads}; allowed: 1 to 1024.");
        }

        if (Batch is < 1 or > 1024)
        {
            throw new InvalidOptionsException($"'batch' is {Batch}; allowed: 1 to 1024.");
        }
    }
}
