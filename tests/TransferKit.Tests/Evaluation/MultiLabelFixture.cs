using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

/// <summary>Fifty rows of four labels made by whole-number formulas, so that the Python in the comments makes the same ones.</summary>
internal static class MultiLabelFixture
{
    public const int Count = 50;
    public const int Labels = 4;

    // import numpy as np; i = np.arange(50); th = [.5, .4, .6, .3]
    // y = np.stack([(i*(3+2*k)+5*k)%11 < 3+k for k in range(4)], 1)
    // p = np.stack([1+(i*(11+6*k)+3*k)%23 + 14*(y[:, k] & ((i*5)%4>0)) for k in range(4)], 1)
    // p2 = np.stack([1+(i*(13+4*k)+7*k)%19 + 18*(y[:, k] & ((i*3)%7>2)) for k in range(4)], 1)
    // p, p2 = ((v/40).astype(np.float32).astype(float) for v in (p, p2)); yh = p >= th
    public static bool[] Truth { get; } = Make((i, k) => ((i * (3 + (2 * k))) + (5 * k)) % 11 < 3 + k);

    public static float[] FirstProbabilities { get; } = Make(
        (i, k) => (1 + (((i * (11 + (6 * k))) + (3 * k)) % 23) + (Truth[(i * Labels) + k] && i * 5 % 4 > 0 ? 14 : 0)) / 40f);

    public static float[] SecondProbabilities { get; } = Make(
        (i, k) => (1 + (((i * (13 + (4 * k))) + (7 * k)) % 19) + (Truth[(i * Labels) + k] && i * 3 % 7 > 2 ? 18 : 0)) / 40f);

    public static double[] Thresholds { get; } = [0.5, 0.4, 0.6, 0.3];

    public static string[] GroupsOfFive { get; } = [.. Enumerable.Range(0, Count).Select(i => $"group {i / 5}")];

    public static MultiLabelRows First { get; } = new(FirstProbabilities, Truth, Labels, Thresholds);

    public static MultiLabelRows Second { get; } = new(SecondProbabilities, Truth, Labels, Thresholds);

    public static MultiLabelRows Grouped { get; } = new(FirstProbabilities, Truth, Labels, Thresholds, GroupsOfFive);

    private static T[] Make<T>(Func<int, int, T> value) =>
        [.. Enumerable.Range(0, Count).SelectMany(i => Enumerable.Range(0, Labels).Select(k => value(i, k)))];
}
