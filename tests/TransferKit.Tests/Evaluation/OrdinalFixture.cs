using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

/// <summary>Fifty rows of four levels made by whole-number formulas, so that the Python in the comments makes the same ones.</summary>
internal static class OrdinalFixture
{
    public const int Count = 50;
    public const int Levels = 4;

    // import numpy as np; i = np.arange(50); y = i*7%11%4
    // raw = np.stack([1+(i*(17+6*k)+5*k)%23 + 16*((y==k)&((i*5)%4>0)) + 6*(abs(y-k)==1) for k in range(4)], 1)
    // raw2 = np.stack([1+(i*(13+4*k)+7*k)%19 + 12*((y==k)&((i*3)%7>1)) + 9*(abs(y-k)==1) for k in range(4)], 1)
    // p, p2 = ((r/r.sum(1, keepdims=True)).astype(np.float32).astype(float) for r in (raw, raw2))
    // yh, yh2 = ((v.cumsum(1) >= .5).argmax(1) for v in (p, p2))
    public static int[] Labels { get; } = [.. Enumerable.Range(0, Count).Select(i => i * 7 % 11 % 4)];

    public static float[] FirstProbabilities { get; } = Probabilities((i, k) =>
        1 + (((i * (17 + (6 * k))) + (5 * k)) % 23) + (Labels[i] == k && i * 5 % 4 > 0 ? 16 : 0) + (IsNext(i, k) ? 6 : 0));

    public static float[] SecondProbabilities { get; } = Probabilities((i, k) =>
        1 + (((i * (13 + (4 * k))) + (7 * k)) % 19) + (Labels[i] == k && i * 3 % 7 > 1 ? 12 : 0) + (IsNext(i, k) ? 9 : 0));

    public static OrdinalRows First { get; } = new(FirstProbabilities, Labels, Levels);

    public static OrdinalRows Second { get; } = new(SecondProbabilities, Labels, Levels);

    public static OrdinalRows Grouped { get; } = new(
        FirstProbabilities, Labels, Levels, [.. Enumerable.Range(0, Count).Select(i => $"group {i / 5}")]);

    /// <summary>Rows whose predicted level is given with certainty.</summary>
    public static OrdinalRows Predicting(int[] predicted, int[] labels, int levels, IReadOnlyList<string?>? groups = null) => new(
        predicted.SelectMany(level => Enumerable.Range(0, levels).Select(index => index == level ? 1f : 0f)).ToArray(),
        labels,
        levels,
        groups);

    private static bool IsNext(int row, int level) => Math.Abs(Labels[row] - level) == 1;

    private static float[] Probabilities(Func<int, int, int> raw)
    {
        var rows = Enumerable.Range(0, Count).Select(i => Enumerable.Range(0, Levels).Select(k => raw(i, k)).ToArray());
        return [.. rows.SelectMany(row => row.Select(value => (float)((double)value / row.Sum())))];
    }
}
