using System.Globalization;
using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>One step of a search for a learning rate.</summary>
/// <param name="Rate">The rate of the step.</param>
/// <param name="Loss">The loss before it, averaged with those of earlier steps.</param>
public readonly record struct RateTrial(double Rate, double Loss);

/// <summary>
/// Finds a learning rate by a range test (Smith 2017, https://arxiv.org/abs/1506.01186): steps from the start with rates that rise
/// evenly on a log scale, until the loss is four times its lowest. The rate found is a tenth of the highest one at which the loss was
/// still within a quarter of its lowest: trained heads leave a loss that is flat at first, so that its lowest point alone says little.
/// </summary>
internal sealed class LearningRateFinder(
    SuffixNetwork network, SuffixData data, IReadOnlyList<TunedHead> heads, SuffixSettings settings, CheckpointFolder? checkpoints)
{
    private const int Steps = 60;
    private const double Lowest = 1e-6;
    private const double Highest = 1;
    private const double Smoothing = 0.9;
    private const double TooHigh = 4;
    private const double StillLow = 1.25;
    private const double Safety = 0.1;

    /// <summary>Searches, or reads what an earlier search found. The network's weights are anywhere afterwards.</summary>
    public IReadOnlyList<RateTrial> Search(CancellationToken cancellationToken)
    {
        var piece = settings.Piece + ".rate";
        if (checkpoints?.ReadFinished(piece) is { } finished)
        {
            return Trials(new(finished, piece, checkpoints.Path));
        }

        network.Start(heads, settings.Adapter);
        var batch = new SuffixBatch(data, heads, settings);
        var update = new SuffixUpdate(network, settings, heads.Count, Steps);
        var trials = new List<RateTrial>();
        // What weighs tasks by their progress has none to look at here.
        double[] even = [.. heads.Select(_ => 1.0)];
        var (smoothed, lowest) = (0.0, double.PositiveInfinity);
        for (var step = 0; step < Steps; step++)
        {
            // As checkpoints keep it, so that a resumed run finds the same.
            double rate = (float)(Lowest * Math.Pow(Highest / Lowest, step / (Steps - 1.0)));
            var key = step.ToString(CultureInfo.InvariantCulture);
            int[] order = [.. settings.Rows];
            new RandomStream(settings.Seed, "rate", piece, key).Shuffle<int>(order);
            var rows = order[..(order.Length / settings.Batches)];
            var graph = network.StepFor(rows.Length);
            var labelled = batch.Fill(graph, rows, even, new(settings.Seed, "mix", piece, key));
            var loss = graph.Run(task => new(settings.Seed, "dropout", piece, key, SuffixFit.NameOf(heads, task)), cancellationToken);
            network.Shared?.Combine([.. Enumerable.Range(0, even.Length)], even);
            smoothed = (Smoothing * smoothed) + ((1 - Smoothing) * loss);
            var corrected = smoothed / (1 - Math.Pow(Smoothing, step + 1));
            if (!(corrected <= TooHigh * lowest))
            {
                break;
            }

            lowest = Math.Min(lowest, corrected);
            trials.Add(new(rate, (float)corrected));
            update.Step(step, rate, [.. labelled.Select(_ => rate)], labelled);
        }

        checkpoints?.WriteFinished(piece, [Tensor("rates", trials, trial => trial.Rate), Tensor("losses", trials, trial => trial.Loss)]);
        return trials;
    }

    /// <summary>The rate that a search found.</summary>
    /// <exception cref="TrainingDivergedException">Not even the first step's loss was a number.</exception>
    public double Find(IReadOnlyList<RateTrial> trials) => trials.Count > 0
        ? Safety * trials.Last(trial => trial.Loss <= StillLow * trials.Min(other => other.Loss)).Rate
        : throw new TrainingDivergedException(settings.Piece, 1, double.NaN, Lowest);

    private static NamedTensor Tensor(string name, List<RateTrial> trials, Func<RateTrial, double> value) =>
        new(name, [trials.Count], trials.Select(trial => (float)value(trial)).ToArray());

    private static IReadOnlyList<RateTrial> Trials(SavedTensors saved)
    {
        var (rates, losses) = (saved.Values("rates"), saved.Values("losses"));
        return [.. rates.Zip(losses, (rate, loss) => new RateTrial(rate, loss))];
    }
}
