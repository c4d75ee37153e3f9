using System.Globalization;
using TransferKit.Foundation;

namespace TransferKit.Training.Suffixes;

/// <summary>Tells the images of each step from its number alone, so that a resumed training goes on with the same.</summary>
/// <param name="heads">The heads, with the labels of every row.</param>
/// <param name="settings">Rows, batches and seed.</param>
internal sealed class StepRows(IReadOnlyList<TunedHead> heads, SuffixSettings settings)
{
    private const double Root = 1.0 / 5;

    // By name, so that the order of tasks changes nothing.
    private readonly (string Name, int[] Rows)[] _tasks =
    [
        .. heads.Select(head => (head.Task.Task.Name, Rows: settings.Rows.Where(row => head.Task.Labels[row] is not null).ToArray()))
            .Where(task => task.Rows.Length > 0).OrderBy(task => task.Name, StringComparer.Ordinal),
    ];

    /// <summary>The rows of a step.</summary>
    /// <param name="step">The step, from 0.</param>
    public int[] Of(int step)
    {
        var (epoch, batch) = (step / settings.Batches, step % settings.Batches);
        // Even batches, at most one row apart.
        var part = (settings.Rows.Count * batch / settings.Batches)..(settings.Rows.Count * (batch + 1) / settings.Batches);
        var count = part.End.Value - part.Start.Value;
        return settings.Sampler switch
        {
            TaskSampler.Temperature => Drawn(count, Random("temperature", step)),
            TaskSampler.RoundRobin => InTurn(step, count),
            _ => Shuffled([.. settings.Rows], Random("shuffle", epoch))[part],
        };
    }

    /// <summary>For each head, how many of the steps have labels of its task: the length of its own schedule.</summary>
    /// <param name="steps">All steps.</param>
    public int[] LabelledSteps(int steps)
    {
        var counts = new int[heads.Count];
        // Where every row has every label, so has every step.
        var whole = heads.Select(head => settings.Rows.All(row => head.Task.Labels[row] is not null)).ToArray();
        var rows = whole.All(all => all) ? [] : Enumerable.Range(0, steps).Select(Of);
        foreach (var step in rows)
        {
            for (var head = 0; head < counts.Length; head++)
            {
                counts[head] += Array.Exists(step, row => heads[head].Task.Labels[row] is not null) ? 1 : 0;
            }
        }

        return [.. counts.Select((count, head) => whole[head] ? steps : count)];
    }

    private int[] Drawn(int count, RandomStream random)
    {
        var chances = _tasks.Select(task => Math.Pow(task.Rows.Length, Root)).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var place = random.NextDouble() * chances.Sum();
            var task = 0;
            while (task < chances.Length - 1 && place >= chances[task])
            {
                place -= chances[task++];
            }

            return _tasks[task].Rows[random.NextInt32(_tasks[task].Rows.Length)];
        })];
    }

    /// <summary>The next rows of the task whose turn it is: it goes through its own, in a new order each time.</summary>
    private int[] InTurn(int step, int count)
    {
        var (name, rows) = _tasks[step % _tasks.Length];
        var first = (long)(step / _tasks.Length) * count;
        int[]? order = null;
        var pass = -1L;
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var place = first + i;
            if (place / rows.Length != pass)
            {
                pass = place / rows.Length;
                order = Shuffled([.. rows], new(settings.Seed, "turn", settings.Piece, name, pass.ToString(CultureInfo.InvariantCulture)));
            }

            return order![place % rows.Length];
        })];
    }

    private static int[] Shuffled(int[] rows, RandomStream random)
    {
        random.Shuffle<int>(rows);
        return rows;
    }

    private RandomStream Random(string purpose, int number) => new(settings.Seed, purpose, settings.Piece, number.ToString(CultureInfo.InvariantCulture));
}
