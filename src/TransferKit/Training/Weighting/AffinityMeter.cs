namespace TransferKit.Training.Weighting;

/// <summary>Adds up the cosines between the gradients of tasks, step by step.</summary>
/// <param name="tasks">How many tasks there are.</param>
internal sealed class AffinityMeter(int tasks)
{
    private readonly double[] _sums = new double[tasks * tasks];
    private readonly double[] _steps = new double[tasks * tasks];

    /// <summary>The sums of the cosines of all pairs, then how many steps each is the sum of.</summary>
    public IReadOnlyList<float> Values => [.. _sums.Concat(_steps).Select(value => (float)value)];

    /// <summary>Adds a step.</summary>
    public void Add(Gramian gradients)
    {
        for (var i = 0; i < gradients.Count; i++)
        {
            for (var j = 0; j < gradients.Count; j++)
            {
                var place = (gradients.Tasks[i] * tasks) + gradients.Tasks[j];
                _sums[place] += gradients.Cosine(i, j);
                _steps[place]++;
            }
        }
    }

    /// <summary>The sums and the numbers of steps of several meters together.</summary>
    public static (double[] Sums, double[] Steps) Add(IEnumerable<IReadOnlyList<float>> values, int tasks)
    {
        var total = new double[2 * tasks * tasks];
        foreach (var own in values.Where(own => own.Count == total.Length))
        {
            for (var i = 0; i < total.Length; i++)
            {
                total[i] += own[i];
            }
        }

        return (total[..(tasks * tasks)], total[(tasks * tasks)..]);
    }
}
