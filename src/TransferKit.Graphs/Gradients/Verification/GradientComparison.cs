using TransferKit.Foundation;

namespace TransferKit.Graphs.Gradients.Verification;

/// <summary>Compares one tensor's gradient with differences of the loss: at some entries, and along one random direction of the whole tensor.</summary>
internal sealed class GradientComparison
{
    private readonly Func<double> _loss;
    private readonly double[] _values;
    private readonly double[] _kept;
    private readonly double[] _gradient;
    private readonly double _size;
    private readonly double _unit;
    private readonly double _tolerance;

    /// <summary>Prepares the comparison.</summary>
    /// <param name="loss">The loss at <paramref name="values"/>, a sum of terms of a certain size.</param>
    /// <param name="size">That size.</param>
    /// <param name="values">The tensor, which is changed and put back.</param>
    /// <param name="gradient">Its gradient, which lies alike.</param>
    /// <param name="tolerance">The error that is allowed.</param>
    public GradientComparison(Func<double> loss, double size, double[] values, double[] gradient, double tolerance)
    {
        (_loss, _size, _values, _kept, _gradient, _tolerance) = (loss, size, values, [.. values], gradient, tolerance);
        var typical = Norm(values) / Math.Sqrt(values.Length);
        _unit = typical > 0 ? typical : 1;
    }

    /// <summary>Entries and directions that were compared.</summary>
    public int Checked { get; private set; }

    /// <summary>Entries and directions that are on a kink.</summary>
    public int Kinks { get; private set; }

    /// <summary>The largest error of them.</summary>
    public double Error { get; private set; }

    /// <summary>How many entries and directions of a tensor are compared.</summary>
    public static int Count(int values, int samples) => Math.Min(values, samples) + 1;

    /// <summary>Compares.</summary>
    /// <param name="samples">Entries to compare.</param>
    /// <param name="stream">Chooses them and the direction.</param>
    /// <param name="compared">Called after each.</param>
    public void Run(int samples, RandomStream stream, Action compared)
    {
        if (!_gradient.All(double.IsFinite))
        {
            Error = double.PositiveInfinity;
        }

        var largest = _gradient.Max(Math.Abs);
        var entries = new List<(DirectionalDerivative Found, double Expected)>();
        foreach (var entry in Entries(samples, stream))
        {
            if (Derivative(largest, step => _values[entry] = _kept[entry] + step) is { } derivative)
            {
                entries.Add((derivative, _gradient[entry]));
            }

            compared();
        }

        // The entry of the largest gradient is among them.
        var scale = entries.Select(entry => Math.Abs(entry.Found.Value)).DefaultIfEmpty(0).Max();
        entries.ForEach(entry => Compare(entry.Found, entry.Expected, scale));
        CompareDirection(stream);
        compared();
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));

    private void Compare(DirectionalDerivative found, double expected, double scale)
    {
        // Of a gradient that float64 hardly tells from zero, rounding alone must not look like an error.
        var least = found.Resolution * 10 / _tolerance;
        Error = Math.Max(Error, Math.Abs(found.Value - expected) / Math.Max(scale, least));
    }

    private void CompareDirection(RandomStream stream)
    {
        // A value that is exactly zero comes from a Relu as a rule, and what reads it may have its kink right there.
        var zerosToo = Array.TrueForAll(_kept, value => value == 0);
        var direction = Array.ConvertAll(_kept, value => value != 0 || zerosToo ? stream.NextGaussian() : 0);
        var along = direction.Zip(_gradient, (d, g) => d * g).Sum();
        var norm = Norm(_gradient);
        var derivative = Derivative(norm, step =>
        {
            for (var i = 0; i < _values.Length; i++)
            {
                _values[i] = _kept[i] + (step * direction[i]);
            }
        });
        if (derivative is { } found)
        {
            Compare(found, along, Math.Max(norm, Math.Abs(found.Value)));
        }
    }

    private DirectionalDerivative? Derivative(double scale, Action<double> move)
    {
        var derivative = DirectionalDerivative.Find(step =>
        {
            move(step);
            return _loss();
        }, _size, _unit, scale, _tolerance);
        _kept.CopyTo(_values, 0);
        (Checked, Kinks) = derivative is null ? (Checked, Kinks + 1) : (Checked + 1, Kinks);
        return derivative;
    }

    /// <summary>The entry of the largest gradient, and random others; all where they are few.</summary>
    private IEnumerable<int> Entries(int samples, RandomStream stream)
    {
        if (_gradient.Length <= samples)
        {
            return Enumerable.Range(0, _gradient.Length);
        }

        var entries = new HashSet<int> { _gradient.Index().MaxBy(pair => Math.Abs(pair.Item)).Index };
        while (entries.Count < samples)
        {
            entries.Add(stream.NextInt32(_gradient.Length));
        }

        return entries;
    }
}
