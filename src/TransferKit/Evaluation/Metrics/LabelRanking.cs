namespace TransferKit.Evaluation.Metrics;

/// <summary>The rows in the order of one label's probabilities, the highest first; rows of equal probability share a rank.</summary>
internal sealed class LabelRanking
{
    private readonly int[] _units;
    private readonly bool[] _isTrue;
    private readonly bool[] _endsRank;

    /// <param name="rows">The rows.</param>
    /// <param name="label">The label.</param>
    /// <param name="unitOfRow">The unit that each row belongs to.</param>
    public LabelRanking(MultiLabelRows rows, int label, int[] unitOfRow)
    {
        var order = Enumerable.Range(0, rows.Count).OrderByDescending(row => rows.Probability(row, label)).ToArray();
        _units = [.. order.Select(row => unitOfRow[row])];
        _isTrue = [.. order.Select(row => rows.IsTrue(row, label))];
        _endsRank = [.. order.Select((row, place) =>
            place + 1 == order.Length || rows.Probability(order[place + 1], label) < rows.Probability(row, label))];
    }

    /// <summary>The average precision when every unit counts as often as its weight says; NaN where the label does not occur.</summary>
    public double AveragePrecision(ReadOnlySpan<int> weights)
    {
        var (sum, rows, hits, hitsAbove) = (0.0, 0.0, 0.0, 0.0);
        for (var place = 0; place < _units.Length; place++)
        {
            var weight = weights[_units[place]];
            rows += weight;
            hits += _isTrue[place] ? weight : 0;
            if (_endsRank[place] && hits > hitsAbove)
            {
                sum += (hits - hitsAbove) * hits / rows;
                hitsAbove = hits;
            }
        }

        return sum / hits;
    }

    /// <summary>
    /// The average precision without each row, with the row's unit: ranks above the row stay, each rank below has one row less above it,
    /// and one hit less where the row is one.
    /// </summary>
    public IEnumerable<(int Unit, double Precision)> WithoutEachRow()
    {
        var ranks = Ranks();
        var hits = ranks.Count == 0 ? 0 : ranks[^1].Hits;
        var above = 0.0;
        var below = ranks.Skip(1).Sum(rank => rank.OwnHits * rank.Hits / (rank.Rows - 1));
        var belowAHit = ranks.Skip(1).Sum(rank => rank.OwnHits * (rank.Hits - 1) / (rank.Rows - 1));
        var place = 0;
        foreach (var (index, rank) in ranks.Index())
        {
            for (; place < rank.Rows; place++)
            {
                var hit = _isTrue[place] ? 1 : 0;
                var own = rank.Rows == 1 ? 0 : (rank.OwnHits - hit) * (rank.Hits - hit) / (rank.Rows - 1);
                yield return (_units[place], (above + own + (hit == 1 ? belowAHit : below)) / (hits - hit));
            }

            above += rank.OwnHits * rank.Hits / rank.Rows;
            if (index + 1 < ranks.Count)
            {
                var next = ranks[index + 1];
                below -= next.OwnHits * next.Hits / (next.Rows - 1);
                belowAHit -= next.OwnHits * (next.Hits - 1) / (next.Rows - 1);
            }
        }
    }

    // Of each rank: its hits, and the hits and rows down to its end.
    private List<(double OwnHits, double Hits, double Rows)> Ranks()
    {
        var ranks = new List<(double OwnHits, double Hits, double Rows)>();
        var (hits, hitsAbove) = (0, 0);
        for (var place = 0; place < _units.Length; place++)
        {
            hits += _isTrue[place] ? 1 : 0;
            if (_endsRank[place])
            {
                ranks.Add((hits - hitsAbove, hits, place + 1));
                hitsAbove = hits;
            }
        }

        return ranks;
    }
}
