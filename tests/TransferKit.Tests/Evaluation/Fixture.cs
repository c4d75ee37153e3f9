using TransferKit.Evaluation;

namespace TransferKit.Tests.Evaluation;

/// <summary>Sixty rows made by whole-number formulas, so that the Python in the comments makes the same ones.</summary>
internal static class Fixture
{
    public const int Count = 60;
    public const int Classes = 3;

    // import numpy as np; i = np.arange(60); y = i*7%11%3
    // raw1 = np.stack([1+(i*(17+6*k)+5*k)%23 + 14*(y==k)*((i*5)%4>0) for k in range(3)], 1)
    // raw2 = np.stack([1+(i*(13+4*k)+7*k)%19 + 18*(y==k)*((i*3)%7>1) for k in range(3)], 1)
    // p = raw/raw.sum(1, keepdims=True); yh = p.argmax(1); conf = p.max(1); ll = -np.log(p[i, y])
    // t = (i*37%59)/3.0; q = t+((i*29%31)-15)/4.0+(i%9==0)*6
    public static int[] Labels { get; } = [.. Enumerable.Range(0, Count).Select(i => i * 7 % 11 % 3)];

    public static float[] FirstProbabilities { get; } = Probabilities(
        (i, k) => 1 + (((i * (17 + (6 * k))) + (5 * k)) % 23) + (Labels[i] == k && i * 5 % 4 > 0 ? 14 : 0));

    public static float[] SecondProbabilities { get; } = Probabilities(
        (i, k) => 1 + (((i * (13 + (4 * k))) + (7 * k)) % 19) + (Labels[i] == k && i * 3 % 7 > 1 ? 18 : 0));

    public static string[] GroupsOfThree { get; } = [.. Enumerable.Range(0, Count).Select(i => $"group {i / 3}")];

    public static ClassificationRows First { get; } = new(FirstProbabilities, Labels, Classes);

    public static ClassificationRows Second { get; } = new(SecondProbabilities, Labels, Classes);

    public static RegressionRows Numbers { get; } = MakeNumbers(null);

    public static RegressionRows GroupedNumbers { get; } = MakeNumbers(GroupsOfThree);

    /// <summary>Rows whose predicted class is given: probability 0.7 there, the rest shared.</summary>
    public static ClassificationRows Predicting(
        int[] predicted, int[] labels, int classes, IReadOnlyList<string?>? groups = null, float confidence = 0.7f)
    {
        var probabilities = new float[labels.Length * classes];
        for (var row = 0; row < labels.Length; row++)
        {
            var scores = probabilities.AsSpan(row * classes, classes);
            scores.Fill(classes == 1 ? 1 : (1 - confidence) / (classes - 1));
            scores[predicted[row]] = classes == 1 ? 1 : confidence;
        }

        return new ClassificationRows(probabilities, labels, classes, groups);
    }

    public static void AssertInterval(Interval? found, double value, double low, double high, double tolerance, double valueTolerance = 1e-6)
    {
        Assert.NotNull(found);
        Assert.Equal(value, found.Value.Value, valueTolerance);
        Assert.Equal(low, found.Value.Low, tolerance);
        Assert.Equal(high, found.Value.High, tolerance);
    }

    private static float[] Probabilities(Func<int, int, int> raw)
    {
        var rows = Enumerable.Range(0, Count).Select(i => Enumerable.Range(0, Classes).Select(k => raw(i, k)).ToArray());
        return [.. rows.SelectMany(row => row.Select(value => (float)value / row.Sum()))];
    }

    private static RegressionRows MakeNumbers(string[]? groups)
    {
        var labels = Enumerable.Range(0, Count).Select(i => i * 37 % 59 / 3.0).ToArray();
        var predictions = labels.Select((label, i) => label + (((i * 29 % 31) - 15) / 4.0) + (i % 9 == 0 ? 6 : 0)).ToArray();
        return new RegressionRows(predictions, labels, groups);
    }
}
