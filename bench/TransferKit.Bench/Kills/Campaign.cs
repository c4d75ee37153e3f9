using System.Diagnostics;
using TransferKit.Foundation;

namespace TransferKit.Bench.Kills;

/// <summary>What a campaign found.</summary>
internal sealed record Tally(string Signal, Dictionary<string, int> Kills)
{
    public int Resumed { get; set; }

    public int Equal { get; set; }

    public int Different { get; set; }

    public int Leftovers { get; set; }
}

/// <summary>Trainings killed at random moments, each compared with one that was left alone.</summary>
/// <param name="make">Makes the trial of a number.</param>
/// <param name="signal">The signal: KILL, TERM or INT.</param>
internal sealed class Campaign(Func<int, Trial> make, string signal)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(2);
    private static readonly TrainPhase[] Phases = Enum.GetValues<TrainPhase>();

    private readonly Dictionary<TrainPhase, TimeSpan> _durations = Phases.ToDictionary(phase => phase, _ => TimeSpan.Zero);
    private IReadOnlyList<string> _pieces = [];
    private (string Digest, string Looks) _expected;

    public Tally Result { get; } = new(signal, Phases.ToDictionary(phase => phase.ToString(), _ => 0));

    /// <summary>Trains without a kill: twice, for the first tells only which pieces there are.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        foreach (var number in new[] { -1, 0 })
        {
            var trial = make(number);
            using var process = trial.Start(resume: false);
            for (var last = Stopwatch.GetTimestamp(); !process.HasExited;)
            {
                var phase = trial.Phase(_pieces);
                await Task.Delay(Poll, cancellationToken);
                _durations[phase] += number < 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(last);
                last = Stopwatch.GetTimestamp();
            }

            await FinishAsync(trial, process, cancellationToken);
            _pieces = trial.Pieces;
            _expected = (trial.Digest(), trial.Looks());
        }

        Console.Error.WriteLine($"uninterrupted: {_expected}; {string.Join(", ", _durations.Select(d => $"{d.Key} {d.Value.TotalSeconds:0.00} s"))}");
    }

    /// <summary>Kills in a phase, then now and then once more while resuming, then goes on to the end and compares.</summary>
    public async Task TryAsync(int number, TrainPhase target, RandomStream random, CancellationToken cancellationToken)
    {
        var trial = make(number);
        var killed = new List<TrainPhase>();
        using (var first = trial.Start(resume: false))
        {
            while (!first.HasExited && trial.Phase(_pieces) < target)
            {
                await Task.Delay(Poll, cancellationToken);
            }

            await KillAsync(trial, first, _durations[target] * random.NextDouble(), killed, cancellationToken);
        }

        var total = _durations.Values.Aggregate((a, b) => a + b);
        while (killed.Count is > 0 and < 4 && random.NextDouble() < 0.5)
        {
            using var again = trial.Start(resume: true);
            await KillAsync(trial, again, total * random.NextDouble(), killed, cancellationToken);
        }

        using var last = trial.Start(resume: true);
        await FinishAsync(trial, last, cancellationToken);
        Result.Resumed++;
        var found = (trial.Digest(), trial.Looks());
        Result.Equal += found == _expected ? 1 : 0;
        Result.Different += found == _expected ? 0 : 1;
        Result.Leftovers += trial.Leftovers().Count;
        Console.Error.WriteLine($"{number}: {signal} in {string.Join(", ", killed)}: {(found == _expected ? "equal" : $"DIFFERENT {found}")} {string.Join(' ', trial.Leftovers())}");
    }

    private async Task KillAsync(Trial trial, Process process, TimeSpan delay, List<TrainPhase> killed, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(delay);
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (process.HasExited)
        {
            return;
        }

        var phase = trial.Phase(_pieces);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync(cancellationToken);
        }

        await process.WaitForExitAsync(cancellationToken);
        var expected = signal switch { "KILL" => 137, "TERM" => 143, _ => 130 };
        if (process.ExitCode != 0 && process.ExitCode != expected)
        {
            throw new InvalidOperationException($"Exit code {process.ExitCode} after {signal} in {phase}: {trial.Output}");
        }

        if (process.ExitCode == expected)
        {
            killed.Add(phase);
            Result.Kills[phase.ToString()]++;
        }
    }

    private static async Task FinishAsync(Trial trial, Process process, CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"Exit code {process.ExitCode}: {trial.Output}");
        }
    }
}
