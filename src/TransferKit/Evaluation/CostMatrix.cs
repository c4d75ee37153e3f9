using TransferKit.Foundation;

namespace TransferKit.Evaluation;

/// <summary>
/// What it costs to say one class where it is another. With it a model answers with the class of the least expected cost under its probabilities,
/// which need not be the likeliest (Elkan 2001, The foundations of cost-sensitive learning).
/// </summary>
public sealed class CostMatrix
{
    private readonly double[][] _rows;

    /// <summary>Takes the costs.</summary>
    /// <param name="classes">The names of the classes, two or more.</param>
    /// <param name="rows">A row for each class that it is, in it a cost for each class that is said: finite, 0 or more, in any unit.</param>
    /// <exception cref="InvalidOptionsException">The matrix is not square, a cost is out of range, or all are 0.</exception>
    public CostMatrix(IReadOnlyList<string> classes, IReadOnlyList<IReadOnlyList<double>> rows)
    {
        if (classes.Count < 2 || classes.Distinct().Count() != classes.Count)
        {
            throw new InvalidOptionsException($"The costs are for {classes.Count} classes ({string.Join(", ", classes)}); allowed: two or more, each named once.");
        }

        if (rows.Count != classes.Count || rows.Any(row => row.Count != classes.Count))
        {
            throw new InvalidOptionsException(
                $"The costs have {rows.Count} rows of {string.Join(", ", rows.Select(row => row.Count).Distinct())} for {classes.Count} classes; a row for each class, and in it a cost for each class, are needed.");
        }

        _rows = [.. rows.Select(row => row.ToArray())];
        foreach (var (label, said) in from label in Enumerable.Range(0, classes.Count) from said in Enumerable.Range(0, classes.Count) select (label, said))
        {
            if (!(_rows[label][said] is >= 0 and < double.PositiveInfinity))
            {
                throw new InvalidOptionsException(FormattableString.Invariant(
                    $"To say '{classes[said]}' of '{classes[label]}' costs {_rows[label][said]}; allowed: a finite number, 0 or more."));
            }
        }

        Classes = classes;
        Largest = _rows.Max(row => row.Max());
        if (Largest == 0)
        {
            throw new InvalidOptionsException("All costs are 0, so that nothing can be ranked by them; give one above 0.");
        }
    }

    /// <summary>The names of the classes, in the order of rows and columns.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The costs: rows are what it is, columns what is said.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Rows => _rows;

    /// <summary>The largest cost.</summary>
    internal double Largest { get; }

    /// <summary>What an answer costs.</summary>
    /// <param name="label">What it is, from 0.</param>
    /// <param name="said">What is said, from 0.</param>
    public double this[int label, int said] => _rows[label][said];

    /// <summary>The class of the least expected cost; of equal ones the likeliest, of equal ones still the first.</summary>
    /// <param name="probabilities">The probability of each class, in the order of <see cref="Classes"/>.</param>
    /// <exception cref="ArgumentException">There is another number of them.</exception>
    public int Decide(ReadOnlySpan<float> probabilities)
    {
        if (probabilities.Length != Classes.Count)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities for {Classes.Count} classes", nameof(probabilities));
        }

        var (best, least) = (0, double.PositiveInfinity);
        for (var said = 0; said < Classes.Count; said++)
        {
            var expected = Expected(probabilities, said);
            if (expected < least || (expected == least && probabilities[said] > probabilities[best]))
            {
                (best, least) = (said, expected);
            }
        }

        return best;
    }

    /// <summary>What an answer is expected to cost.</summary>
    /// <param name="probabilities">The probability of each class.</param>
    /// <param name="said">What is said, from 0.</param>
    public double Expected(ReadOnlySpan<float> probabilities, int said)
    {
        var sum = 0.0;
        for (var label = 0; label < probabilities.Length; label++)
        {
            sum += probabilities[label] * _rows[label][said];
        }

        return sum;
    }

    /// <summary>Whether rows could be the costs of so many classes.</summary>
    internal static bool Fits(IReadOnlyList<IReadOnlyList<double>> rows, int classes) =>
        classes >= 2 && rows.Count == classes && rows.All(row => row is not null && row.Count == classes && row.All(cost => cost is >= 0 and < double.PositiveInfinity))
        && rows.Any(row => row.Any(cost => cost > 0));

    /// <summary>All of it in a line, the same for the same costs.</summary>
    public override string ToString() =>
        string.Join(' ', Classes.Zip(_rows, (name, row) => $"{name}:{string.Join(',', row.Select(cost => cost.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}"));

    /// <summary>The same costs in another order of classes.</summary>
    /// <param name="classes">The same names.</param>
    /// <exception cref="InvalidOptionsException">They are other names.</exception>
    public CostMatrix For(IReadOnlyList<string> classes)
    {
        if (classes.SequenceEqual(Classes))
        {
            return this;
        }

        if (Classes.Except(classes).FirstOrDefault() is { } unknown)
        {
            throw new InvalidOptionsException($"The costs name the class '{unknown}'; the classes are: {string.Join(", ", classes)}.{NearestName.Question(unknown, classes)}");
        }

        if (classes.Except(Classes).FirstOrDefault() is { } missing)
        {
            throw new InvalidOptionsException($"The costs leave out the class '{missing}'; they are for: {string.Join(", ", Classes)}. Add a row and a column.");
        }

        int[] from = [.. classes.Select(name => Classes.ToList().IndexOf(name))];
        return new(classes, [.. from.Select(label => from.Select(said => _rows[label][said]).ToArray())]);
    }
}
