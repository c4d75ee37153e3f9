namespace TransferKit.Evaluation;

/// <summary>
/// How many of the labels are wrong, by what a model said of rows that it did not learn from. A label is taken to be wrong with one
/// probability e, and then to be any other class alike: P(given) = (1 - e) p + e (1 - p) / (classes - 1), where p is the model's probability
/// at a temperature. Temperature and e are fitted together by maximum likelihood, so that a hard task, on which the model is unsure where it is
/// wrong, is told from a noisy one, on which it is sure and the label disagrees. The interval is that of the profile likelihood.
/// The noise is the symmetric one of N. Natarajan et al. (NeurIPS 2013).
/// </summary>
public sealed record LabelNoise
{
    private const double LeastProbability = 1.0 / (1 << 23);
    private const double ColdestLog = -3;
    private const double HottestLog = 3;
    private const int Steps = 40;

    private LabelNoise()
    {
    }

    /// <summary>The share of wrong labels.</summary>
    public required Interval Share { get; init; }

    /// <summary>The temperature that suits the model beside that share.</summary>
    public required double Temperature { get; init; }

    /// <summary>How likely each row's label is wrong, 0 to 1.</summary>
    public required IReadOnlyList<double> Wrong { get; init; }

    /// <summary>Whether the share is more than nothing.</summary>
    public bool IsDistinguishable => Share.Low > 0;

    /// <summary>Fits the share.</summary>
    /// <param name="probabilities">Shape [n, classes], row-major: what a model said that did not learn from the row.</param>
    /// <param name="labels">Shape [n], each from 0 to classes - 1.</param>
    /// <param name="classes">At least 2.</param>
    /// <param name="level">The confidence level, above 0 and below 1.</param>
    /// <returns>Null without rows.</returns>
    public static LabelNoise? Fit(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (probabilities.Length != (long)labels.Length * classes)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities for {labels.Length} rows of {classes} classes", nameof(probabilities));
        }

        if (labels.Length == 0)
        {
            return null;
        }

        var likelihood = new NoiseLikelihood(probabilities, labels, classes);
        var most = 1 - (1.0 / classes);
        // The best share at each temperature is found exactly, for the likelihood is concave in it; the temperature by golden section.
        var temperature = Best(ColdestLog, HottestLog, log => likelihood.At(Math.Exp(log)).Largest(most).Value);
        var best = likelihood.At(Math.Exp(temperature)).Largest(most);
        var drop = Math.Pow(Quantiles.TwoSidedNormal(level), 2) / 2;
        double Below(double share) => Profile(likelihood, share) - (best.Value - drop);
        return new()
        {
            Share = new(best.Share, Edge(0, best.Share, Below), Edge(most, best.Share, Below), labels.Length, level),
            Temperature = Math.Exp(temperature),
            Wrong = likelihood.At(Math.Exp(temperature)).Wrong(best.Share),
        };
    }

    private static double Profile(NoiseLikelihood likelihood, double share)
    {
        var temperature = Best(ColdestLog, HottestLog, log => likelihood.At(Math.Exp(log)).Value(share));
        return likelihood.At(Math.Exp(temperature)).Value(share);
    }

    /// <summary>Where the profile crosses the level between an outer share and the best one; the outer one where it does not.</summary>
    private static double Edge(double outer, double best, Func<double, double> below)
    {
        if (below(outer) >= 0)
        {
            return outer;
        }

        for (var step = 0; step < Steps; step++)
        {
            var middle = (outer + best) / 2;
            (outer, best) = below(middle) < 0 ? (middle, best) : (outer, middle);
        }

        return best;
    }

    private static double Best(double low, double high, Func<double, double> value)
    {
        var golden = (Math.Sqrt(5) - 1) / 2;
        var (a, b) = (high - (golden * (high - low)), low + (golden * (high - low)));
        var (atA, atB) = (value(a), value(b));
        for (var step = 0; step < Steps / 2; step++)
        {
            if (atA > atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - (golden * (high - low));
                atA = value(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + (golden * (high - low));
                atB = value(b);
            }
        }

        return (low + high) / 2;
    }

    /// <summary>The probabilities of given labels, at any temperature.</summary>
    private sealed class NoiseLikelihood
    {
        private readonly double[] _logs;
        private readonly int[] _labels;
        private readonly int _classes;

        public NoiseLikelihood(ReadOnlySpan<float> probabilities, ReadOnlySpan<int> labels, int classes)
        {
            (_labels, _classes, _logs) = (labels.ToArray(), classes, new double[probabilities.Length]);
            for (var i = 0; i < probabilities.Length; i++)
            {
                _logs[i] = Math.Log(Math.Max(probabilities[i], LeastProbability));
            }
        }

        /// <summary>At a temperature: logits are divided by it.</summary>
        public GivenLabels At(double temperature)
        {
            var given = new double[_labels.Length];
            for (var row = 0; row < given.Length; row++)
            {
                var logs = _logs.AsSpan(row * _classes, _classes);
                var own = logs[_labels[row]];
                var sum = 0.0;
                foreach (var log in logs)
                {
                    sum += Math.Exp((log - own) / temperature);
                }

                given[row] = 1 / sum;
            }

            return new(given, _classes);
        }
    }

    /// <summary>The probability p of each row's given label; where it is wrong, that of the label is (1 - p) / (classes - 1).</summary>
    private readonly record struct GivenLabels(double[] Given, int Classes)
    {
        /// <summary>The log likelihood at a share of wrong labels.</summary>
        public double Value(double share)
        {
            var sum = 0.0;
            foreach (var p in Given)
            {
                sum += Math.Log(((1 - share) * p) + (share * Other(p)));
            }

            return sum;
        }

        /// <summary>The share of the largest likelihood, between 0 and the most.</summary>
        public (double Share, double Value) Largest(double most)
        {
            var (low, high) = (0.0, most);
            if (Slope(0) <= 0)
            {
                return (0, Value(0));
            }

            for (var step = 0; step < Steps; step++)
            {
                var middle = (low + high) / 2;
                (low, high) = Slope(middle) > 0 ? (middle, high) : (low, middle);
            }

            return (low, Value(low));
        }

        /// <summary>How likely each label is wrong.</summary>
        public double[] Wrong(double share)
        {
            var self = this;
            return [.. Given.Select(p => share * self.Other(p) / (((1 - share) * p) + (share * self.Other(p))))];
        }

        private double Slope(double share)
        {
            var sum = 0.0;
            foreach (var p in Given)
            {
                sum += (Other(p) - p) / (((1 - share) * p) + (share * Other(p)));
            }

            return sum;
        }

        private double Other(double p) => (1 - p) / (Classes - 1);
    }
}
