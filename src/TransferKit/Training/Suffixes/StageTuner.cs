using TransferKit.Artifacts;
using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>
/// Trains stages, and decides on rows held out inside the training part, by the metrics that tasks name, else by the loss, how far to go from the pretrained weights towards the trained ones
/// (WiSE-FT: Wortsman et al. 2022, https://arxiv.org/abs/2109.01903) and at which temperature: the head's own was fitted before the
/// stages moved.
/// </summary>
/// <param name="dataset">The data.</param>
/// <param name="trainer">Trains stages with heads.</param>
/// <param name="heads">Trains the heads to start from, on some samples; the name tells trainings apart.</param>
/// <param name="options">The options of the run.</param>
internal sealed class StageTuner(
    ImageDataset dataset, SuffixTrainer trainer, Func<string, IReadOnlyList<int>, CancellationToken, IReadOnlyList<TunedHead>> heads, FineTuneOptions options)
{
    /// <summary>The shares that are compared where none is given; 0 leaves the backbone as it is.</summary>
    private static readonly double[] Shares = [1, 0.75, 0.5, 0.25, 0];

    /// <summary>Trains on some samples.</summary>
    /// <param name="piece">The name of this training.</param>
    /// <param name="start">The heads to start from, trained on these samples.</param>
    /// <param name="samples">The samples to learn from.</param>
    /// <param name="cancellationToken">Stops after writing a checkpoint.</param>
    public TunedModel Train(string piece, IReadOnlyList<TunedHead> start, IReadOnlyList<int> samples, CancellationToken cancellationToken)
    {
        var choice = options.Stages.Share is { } share
            ? new TunedChoice(share, AsBefore(start))
            : Choose(piece, samples, cancellationToken) ?? new(1, AsBefore(start));
        // Where nothing of the training is to be kept, there is nothing to train; and the heads' own answers rest on more held-out images.
        return choice.Share == 0 && choice.Inner is { } inner
            ? trainer.AsTheyAre(piece, start, inner).Take(choice with { Answers = AsBefore(start) }, trainer.Stages, start)
            : trainer.Train(piece, start, samples, cancellationToken).Take(choice, trainer.Stages, start);
    }

    private static HeadAnswer[] AsBefore(IReadOnlyList<TunedHead> start) => [.. start.Select(head => new HeadAnswer(head.Start.Temperature, head.Start.Thresholds))];

    private TunedChoice? Choose(string piece, IReadOnlyList<int> samples, CancellationToken cancellationToken)
    {
        if (FoldSplitter.Split(dataset, samples, HeadDefaults.SelectionFolds, options.Seed) is not [var fold, ..])
        {
            return null;
        }

        var inner = piece + ".inner";
        var start = heads(inner, fold.Train, cancellationToken);
        var tuned = trainer.Train(inner, start, fold.Train, cancellationToken);
        var answers = AsBefore(start);
        var candidates = Shares.Select(share =>
        {
            var model = tuned.Take(new(share, answers), trainer.Stages, start);
            var features = trainer.Features(model, fold.HeldOut, cancellationToken);
            return model.Heads.Select((head, task) => HeldOut(start[task], head, features, fold.HeldOut)).ToArray();
        }).ToArray();
        var best = CandidateFigures.Best([.. start.Select((head, task) => new CandidateFigures(
            [.. candidates.Select(candidate => candidate[task].Loss)],
            !head.Task.Task.IsRankedByMetric ? null : [.. candidates.Select(candidate => candidate[task].Error)]))]);
        return new(Shares[best], [.. candidates[best].Select(figure => figure.Answer)]) { Inner = tuned };
    }

    /// <summary>The mean loss of a task's held-out rows, and the error by the metric that the task names, at the temperature that suits them best.</summary>
    private static (double Loss, double Error, HeadAnswer Answer) HeldOut(TunedHead start, HeadModel head, Features.FeatureMatrix features, IReadOnlyList<int> samples)
    {
        var rows = start.Task.Labelled(samples);
        if (rows.Count == 0)
        {
            return (0, double.NaN, new(head.Temperature, head.Thresholds));
        }

        using var predictor = new HeadPredictor(head, scores: true);
        var scores = predictor.Predict(features, rows);
        var outputs = start.Plan.Outputs;
        double[] labels = [.. rows.Select(row => start.Task.Labels[row]!.Value)];
        var answer = HeadAnswer.Fit(head.Task.Kind, scores, labels);
        var scaled = Array.ConvertAll(scores, score => (float)(score / answer.Temperature));
        // Other kinds than regression have mean 0 and scale 1.
        var loss = labels.Select((label, i) => start.Plan.Loss.OfRow(scaled.AsSpan(i * outputs, outputs), (head.Task.Target(label) - head.TargetMean) / head.TargetScale)).Average();
        var error = MetricJudge.Errors(start.Task, new(head.TargetMean, head.TargetScale), head.Grid, [(scores, answer)], rows)?[0] ?? double.NaN;
        return (loss, error, answer);
    }
}
