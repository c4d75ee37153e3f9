using System.Globalization;
using TransferKit.Evaluation;

namespace TransferKit.Training.Depth;

/// <summary>
/// Successive halving (Jamieson and Talwalkar 2016, https://arxiv.org/abs/1502.07943) over inner folds: all candidates that the time
/// suffices for are trained on the first fold, the better half on the next, and so on; then the cheapest within one standard error of the best (Breiman et
/// al. 1984), or within one percent, is taken.
/// </summary>
/// <param name="budget">The time for all trials.</param>
/// <param name="folds">For each inner fold, the unit (image or group) of every held-out image.</param>
/// <param name="journal">What was measured before.</param>
/// <param name="run">Trains a candidate on a fold; it stops by itself where it would take longer than the seconds given.</param>
internal sealed class DepthSearch(
    TimeSpan budget, IReadOnlyList<IReadOnlyList<string>> folds, SearchJournal journal, Func<DepthCandidate, int, double, Task<Trial>> run)
{
    // What heads may take of the budget: they tell what to read, and the depths what to train.
    private const double ShareOfHeads = 0.25;

    // A difference can be beyond its standard error and still be worth nothing.
    private const double LeastGain = 0.01;

    private readonly List<Contender> _tried = [];

    private double Spent => _tried.Sum(contender => contender.Seconds);

    /// <summary>Chooses.</summary>
    /// <param name="heads">Heads on several stages; the first is what is taken where nothing speaks for another one.</param>
    /// <param name="deeper">The depths to try with what a head reads, the cheapest first.</param>
    public async Task<DepthChoice> ChooseAsync(IReadOnlyList<DepthCandidate> heads, Func<DepthCandidate, IReadOnlyList<DepthCandidate>> deeper)
    {
        if (folds.Count == 0 || folds.Any(fold => fold.Count == 0))
        {
            var only = Enter(heads[0]);
            only.Note = "there are too few images to choose by";
            return new(heads[0], [Tell(only, chosen: true)]);
        }

        var head = Pick(await RaceAsync([.. heads.Select(Enter)], ShareOfHeads * budget.TotalSeconds).ConfigureAwait(false));
        var chosen = Pick(await RaceAsync([head, .. deeper(head.Candidate).Select(Enter)], budget.TotalSeconds).ConfigureAwait(false));
        return new(chosen.Candidate, [.. _tried.Select(contender => Tell(contender, contender == chosen))]);
    }

    private Contender Enter(DepthCandidate candidate)
    {
        var contender = new Contender(candidate);
        _tried.Add(contender);
        return contender;
    }

    /// <summary>Who is left; the first always is.</summary>
    private async Task<IReadOnlyList<Contender>> RaceAsync(IReadOnlyList<Contender> contenders, double until)
    {
        var left = new List<Contender>();
        foreach (var contender in contenders)
        {
            if (await BeginAsync(contender, until).ConfigureAwait(false))
            {
                left.Add(contender);
            }
        }

        for (var round = 1; round < folds.Count && left.Count > 1; round++)
        {
            var dropped = left.Skip(1).OrderBy(contender => contender.Mean(round)).Skip(left.Count / 2).ToList();
            var next = left.Except(dropped).Where(contender => contender.Losses.Count <= round).ToList();
            if (Spent + next.Sum(contender => contender.SecondsOfOne) > until)
            {
                break;
            }

            dropped.ForEach(contender => contender.Note = string.Create(CultureInfo.InvariantCulture, $"others had less loss on {round} inner fold{(round == 1 ? "" : "s")}"));
            left.RemoveAll(dropped.Contains);
            foreach (var contender in next)
            {
                if (!await TryAsync(contender, round, double.PositiveInfinity).ConfigureAwait(false))
                {
                    contender.Note = "its training diverged";
                    left.Remove(contender);
                }
            }
        }

        return left;
    }

    /// <summary>Tries a contender on the first fold, unless the time does not suffice. The first one always gets its time.</summary>
    private async Task<bool> BeginAsync(Contender contender, double until)
    {
        if (contender.Losses.Count > 0)
        {
            return true;
        }

        var isFirst = _tried[0] == contender;
        var time = isFirst ? double.PositiveInfinity : until - Spent;
        if (Predict(contender.Candidate) is var predicted && predicted > time)
        {
            contender.Note = TooLong(predicted, time);
            return false;
        }

        if (await TryAsync(contender, 0, time).ConfigureAwait(false))
        {
            return true;
        }

        contender.Note = contender.SecondsOfOne is { } needed ? TooLong(needed, time) : "its training diverged";
        return false;
    }

    private async Task<bool> TryAsync(Contender contender, int round, double seconds)
    {
        if (journal.Find(contender.Candidate, round) is not { } trial)
        {
            trial = await run(contender.Candidate, round, seconds).ConfigureAwait(false);
            journal.Add(contender.Candidate, round, trial);
        }

        return contender.Add(trial);
    }

    /// <summary>From what the deepest candidate so far took, by multiplications; the first that trains stages is begun to find out.</summary>
    private double Predict(DepthCandidate candidate) => _tried.LastOrDefault(tried => tried.SecondsOfOne is not null && tried.Candidate.Macs > 0 == candidate.Macs > 0) is { } known
        ? known.SecondsOfOne!.Value * Math.Max(1, candidate.Macs) / Math.Max(1, known.Candidate.Macs)
        : 0;

    /// <summary>The first, which is the cheapest, whose loss is within one standard error, or one percent, of the least.</summary>
    private Contender Pick(IReadOnlyList<Contender> left)
    {
        var rounds = left.Min(contender => contender.Losses.Count);
        string[] units = [.. folds.Take(rounds).SelectMany(fold => fold)];
        var best = left.MinBy(contender => contender.Mean(rounds))!;
        return left.First(contender => contender.Mean(rounds) - best.Mean(rounds)
            <= Math.Max(StandardError(contender, best, rounds, units), LeastGain * contender.Mean(rounds)));
    }

    /// <summary>Of the mean paired difference, units drawn as wholes.</summary>
    private static double StandardError(Contender one, Contender other, int rounds, string[] units)
    {
        var differences = one.Losses.Take(rounds).SelectMany(fold => fold).Zip(other.Losses.Take(rounds).SelectMany(fold => fold), (a, b) => (double)a - b).ToArray();
        var mean = differences.Average();
        return Math.Sqrt(differences.Zip(units).GroupBy(row => row.Second).Sum(unit => Math.Pow(unit.Sum(row => row.First - mean), 2))) / differences.Length;
    }

    private TriedCandidate Tell(Contender contender, bool chosen) => new()
    {
        Name = contender.Candidate.Name,
        Loss = RowMean.Interval(
            [.. contender.Losses.SelectMany(fold => fold).Select(loss => (double)loss)],
            [.. folds.Take(contender.Losses.Count).SelectMany(fold => fold)]) is { } loss ? loss with { Selected = true } : null,
        Folds = contender.Losses.Count,
        Seconds = contender.Seconds,
        Chosen = chosen,
        Note = contender.Note,
    };

    private static string TooLong(double predicted, double left) => left <= 0
        ? "no time was left"
        : string.Create(CultureInfo.InvariantCulture, $"a fold would have taken about {predicted:0} s, and {left:0} s were left");
}
