namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>How the windows of a depthwise convolution lie on rows, as numbers that a kernel reads: images, taps, targets, then for
/// every target position and tap the source position, or -1 outside the map.</summary>
/// <param name="numbers">The numbers.</param>
internal readonly unsafe struct DepthwiseWindows(long* numbers)
{
    public int Images => (int)numbers[0];

    public int Taps => (int)numbers[1];

    public int Targets => (int)numbers[2];

    /// <summary>The source position under each tap of a target.</summary>
    public long* Sources(int target) => numbers + 3 + ((long)target * Taps);
}
