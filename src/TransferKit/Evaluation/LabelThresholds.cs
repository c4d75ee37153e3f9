namespace TransferKit.Evaluation;

/// <summary>
/// The thresholds from which on labels of a multi-label task are predicted. F1 is not best at 0.5 but at half of the best F1 that can be
/// reached, when probabilities are calibrated (Lipton et al. 2014, https://arxiv.org/abs/1402.1892); so it is sought on held-out rows.
/// </summary>
public static class LabelThresholds
{
    private const double Untuned = 0.5;

    /// <summary>
    /// The threshold of each label with the greatest F1 on these rows. Tried are the middles between neighbouring distinct
    /// probabilities, and half of the lowest, which predicts the label everywhere. Of equal F1 the one nearest 0.5 is taken, and of two
    /// as near the higher.
    /// </summary>
    /// <param name="probabilities">Shape [n, labels], row-major, each 0 to 1.</param>
    /// <param name="labels">Shape [n, labels], row-major: whether each label is true.</param>
    /// <param name="labelCount">How many labels there are, at least 1.</param>
    /// <returns>Shape [labels], each 0 to 1; 0.5 for a label that is true, or false, in all rows.</returns>
    /// <remarks>Figures of these rows at these thresholds are optimistic, for they chose them.</remarks>
    /// <exception cref="ArgumentException">The shapes do not fit together.</exception>
    /// <exception cref="InvalidScoresException">A probability is not within 0 to 1.</exception>
    public static double[] Tune(ReadOnlySpan<float> probabilities, ReadOnlySpan<bool> labels, int labelCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(labelCount, 1);
        var thresholds = new double[labelCount];
        Array.Fill(thresholds, Untuned);
        var rows = new MultiLabelRows(probabilities, labels, labelCount, thresholds);
        for (var label = 0; label < labelCount; label++)
        {
            thresholds[label] = Best(rows, label);
        }

        return thresholds;
    }

    private static double Best(MultiLabelRows rows, int label)
    {
        var order = Enumerable.Range(0, rows.Count).OrderByDescending(row => rows.Probability(row, label)).ToArray();
        var labelled = order.Count(row => rows.IsTrue(row, label));
        if (labelled == 0 || labelled == rows.Count)
        {
            return Untuned;
        }

        var (best, bestScore, both) = (Untuned, -1.0, 0);
        for (var place = 0; place < order.Length; place++)
        {
            both += rows.IsTrue(order[place], label) ? 1 : 0;
            var probability = rows.Probability(order[place], label);
            var next = place + 1 < order.Length ? rows.Probability(order[place + 1], label) : 0;
            if (next == probability && place + 1 < order.Length)
            {
                continue;
            }

            var threshold = ((double)probability + next) / 2;
            var score = 2.0 * both / (labelled + place + 1);
            if (score > bestScore || (score == bestScore && Math.Abs(threshold - Untuned) < Math.Abs(best - Untuned)))
            {
                (best, bestScore) = (threshold, score);
            }
        }

        return best;
    }
}
