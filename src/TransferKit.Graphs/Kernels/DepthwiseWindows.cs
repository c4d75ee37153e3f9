using TransferKit.Graphs.Lowering;

namespace TransferKit.Graphs.Kernels;

/// <summary>How the windows of a depthwise convolution lie on rows, as numbers that a kernel reads: images, then for every target
/// position and tap the source position, or -1 outside the map.</summary>
internal readonly ref struct DepthwiseWindows(ReadOnlySpan<long> numbers)
{
    private readonly ReadOnlySpan<long> _sources = numbers[3..];

    public int Images { get; } = (int)numbers[0];

    public int Taps { get; } = (int)numbers[1];

    public int Targets { get; } = (int)numbers[2];

    public long Source(int target, int tap) => _sources[(target * Taps) + tap];

    /// <summary>From windows to the positions under their taps.</summary>
    public static long[] Forward(WindowShape windows) => Numbers(windows, windows.Windows, (window, tap) =>
        windows.Position(window, tap) is var position && position < windows.Input.Positions ? position : -1);

    /// <summary>From positions to the windows that read them through each tap.</summary>
    public static long[] Backward(WindowShape windows)
    {
        var readers = windows.Readers();
        return Numbers(windows, windows.Input.Positions, (position, tap) => readers[position, tap] is var window && window < windows.Windows ? window : -1);
    }

    private static long[] Numbers(WindowShape windows, int targets, Func<int, int, long> source) =>
    [
        windows.Input.Images, windows.Taps, targets,
        .. Enumerable.Range(0, targets * windows.Taps).Select(i => source(i / windows.Taps, i % windows.Taps)),
    ];
}
