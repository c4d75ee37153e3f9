namespace TransferKit.Graphs.Sessions.Kernels;

/// <summary>How the windows of a depthwise convolution lie on rows, as numbers that a kernel reads: images, then for every target
/// position and tap the source position, or -1 outside the map.</summary>
internal readonly ref struct DepthwiseWindows(ReadOnlySpan<long> numbers)
{
    public int Images { get; } = (int)numbers[0];

    public int Taps { get; } = (int)numbers[1];

    public int Targets { get; } = (int)numbers[2];
}
