using TransferKit.Graphs.Stages;

namespace TransferKit.Bench.Suffixes;

/// <summary>How far weights trained here are from PyTorch's after the same steps.</summary>
/// <param name="Architecture">torchvision's name.</param>
/// <param name="Retrain">Which stages were trained.</param>
/// <param name="From">The first of them.</param>
/// <param name="Parameters">How many values were trained.</param>
/// <param name="Difference">norm(ours - torch) / norm(torch - start), both in float64.</param>
/// <param name="LossDifference">The largest difference between the losses before a step, relative to the first.</param>
/// <param name="SmallestMove">The least share of the weights' norm that a step moved them.</param>
/// <param name="Float32">The same difference when the steps are taken in float32 here, as in training.</param>
/// <param name="TorchFloat32">The same when PyTorch takes them in float32: how far such steps magnify rounding.</param>
/// <param name="Choices">The formulations of the convolutions in float32, and how often each is used.</param>
internal sealed record SuffixComparison(
    string Architecture, string Retrain, string From, int Parameters, double Difference, double LossDifference, double SmallestMove,
    double Float32, double TorchFloat32, IReadOnlyDictionary<string, int> Choices)
{
    public static SuffixComparison Of(string architecture, StageList stages, string retrain, TorchPeer peer)
    {
        var first = stages.Resolve(retrain);
        using var run = new SuffixRun(stages, first, peer, float64: true);
        using var inFloat32 = new SuffixRun(stages, first, peer, float64: false);
        var (steps, torch) = peer.Train(run.Parameters);
        var start = run.Trained;
        var (before, smallest) = (start, double.MaxValue);
        var ours = new double[steps.Rates.Length];
        for (var step = 0; step < steps.Rates.Length; step++)
        {
            ours[step] = run.Step(steps.Labels[step], steps.Rates[step]);
            inFloat32.Step(steps.Labels[step], steps.Rates[step]);
            var after = run.Trained;
            (smallest, before) = (Math.Min(smallest, Distance(after, before) / Norm(before)), after);
        }

        return new(
            architecture,
            retrain,
            stages[first].Name,
            start.Length,
            Distance(before, torch) / Distance(torch, start),
            ours.Zip(steps.Losses, (a, b) => Math.Abs(a - b)).Max() / steps.Losses[0],
            smallest,
            Distance(inFloat32.Trained, torch) / Distance(torch, start),
            steps.Float32,
            inFloat32.Choices);
    }

    private static double Norm(double[] a) => Math.Sqrt(a.Sum(x => x * x));

    private static double Distance(double[] a, double[] b) => Norm([.. a.Zip(b, (x, y) => x - y)]);
}
