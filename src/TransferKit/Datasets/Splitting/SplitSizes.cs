namespace TransferKit.Datasets.Splitting;

/// <summary>
/// How much to hold out. Small data give 15 % to dev and 15 % to test. Large data need no more than makes Wilson's 95 % interval
/// (Wilson 1927) of an accuracy 0.01 wide to either side in the worst case, an accuracy of one half: z / (2 sqrt(n + z^2)) = 0.01,
/// so n = z^2 / (4 * 0.01^2) - z^2 = 9,600. Up to 64,000 images that would be more than 15 %, which then stays the cap.
/// </summary>
internal static class SplitSizes
{
    /// <summary>Below this many images, dev and test are a plain share.</summary>
    public const int LargeRows = 10_000;

    private const double SmallShare = 0.15;
    private const double HalfWidth = 0.01;
    private const double Z95 = 1.959963984540054;

    /// <summary>How many images make the half-width: 9,600.</summary>
    public static int LargeHoldOut { get; } = (int)Math.Ceiling(Z95 * Z95 / (4 * HalfWidth * HalfWidth) - Z95 * Z95);

    /// <summary>The default share of dev, and of test, for a number of images.</summary>
    public static double DefaultShare(int rows) => rows < LargeRows ? SmallShare : Math.Min(SmallShare, (double)LargeHoldOut / rows);
}
