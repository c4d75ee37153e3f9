namespace TransferKit.Evaluation;

/// <summary>
/// Confident learning (Northcutt, Jiang, Chuang 2021, https://arxiv.org/abs/1911.00068): a row counts as one of class k if the model gives k
/// at least the mean probability that rows labelled k get; of several such classes the most probable. Where that is not its label, the
/// label is suspected.
/// </summary>
public static class ConfidentLearning
{
    /// <summary>The class that each row is confidently one of; -1 where it is of none.</summary>
    /// <param name="probabilities">Shape [n, classes], row-major: what a model said that did not learn from the row.</param>
    /// <param name="labels">Shape [n], each from 0 to classes - 1.</param>
    /// <param name="classes">At least 1.</param>
    public static int[] ConfidentClasses(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes)
    {
        var (sums, counts) = (new double[classes], new int[classes]);
        for (var row = 0; row < labels.Length; row++)
        {
            sums[labels[row]] += probabilities[(row * classes) + labels[row]];
            counts[labels[row]]++;
        }

        var confident = new int[labels.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            var scores = probabilities.Slice(row * classes, classes);
            confident[row] = -1;
            for (var label = 0; label < classes; label++)
            {
                if (counts[label] > 0 && scores[label] >= sums[label] / counts[label] && (confident[row] < 0 || scores[label] > scores[confident[row]]))
                {
                    confident[row] = label;
                }
            }
        }

        return confident;
    }
}
