using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Depth;

/// <summary>Trains candidates on inner folds and measures them on what each fold holds out.</summary>
/// <param name="backbone">The backbone.</param>
/// <param name="split">All that may be learned from as its training part, and nothing else.</param>
/// <param name="options">How to train.</param>
/// <param name="everything">All that heads may read.</param>
/// <param name="folds">The inner folds; what they hold out are the images that are measured.</param>
/// <param name="progress">Hears of features.</param>
internal sealed class DepthTrials(
    Backbone backbone, DatasetSplit split, FineTuneOptions options, FeatureSpec everything, IReadOnlyList<Fold> folds, IProgress<ProgressReport>? progress) : IDisposable
{
    private const double SmallestProbability = 1.0 / (1 << 23);

    private readonly IProgress<ProgressReport> _features = new FeaturesAlone(progress);

    // Activations are computed once for all heads; what a depth needs comes from the cache again in each round.
    private TrainingWork? _heads;

    /// <summary>Trains a candidate on a fold.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="number">The fold's number.</param>
    /// <param name="seconds">How long it may take.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<Trial> RunAsync(DepthCandidate candidate, int number, double seconds, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new PaceWatch(options.Time, seconds, stop);
        try
        {
            var model = await TrainAsync(candidate, number, watch, stop.Token).ConfigureAwait(false);
            var losses = Losses(model, folds[number]);
            return new((float)watch.Elapsed, (float)watch.Trained, losses);
        }
        catch (OperationCanceledException) when (watch.Predicted is not null && !cancellationToken.IsCancellationRequested)
        {
            return new((float)watch.Elapsed, (float)watch.Predicted.Value, null);
        }
        catch (TrainingDivergedException) when (candidate.Retrain != Retrain.HeadOnly)
        {
            return new((float)watch.Elapsed, float.PositiveInfinity, null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _heads?.Dispose();

    private async Task<FoldModel> TrainAsync(DepthCandidate candidate, int number, PaceWatch watch, CancellationToken cancellationToken)
    {
        if (candidate.Retrain == Retrain.HeadOnly)
        {
            _heads ??= new(backbone, split, candidate.Apply(options), null, everything);
            using var job = await _heads.ExtractAsync(candidate.Spec, _features, cancellationToken).ConfigureAwait(false);
            return await RunAsync(job, number, watch, cancellationToken).ConfigureAwait(false);
        }

        using var work = new TrainingWork(backbone, split, candidate.Apply(options), null, candidate.Spec) { AfterStep = watch.AfterStep };
        using var tuning = await work.ExtractAsync(_features, cancellationToken).ConfigureAwait(false);
        return await RunAsync(tuning, number, watch, cancellationToken).ConfigureAwait(false);
    }

    private Task<FoldModel> RunAsync(FineTuneJob job, int number, PaceWatch watch, CancellationToken cancellationToken)
    {
        watch.Begin();
        return Task.Run(() => job.RunFolds([(number, folds[number])], cancellationToken)[0], cancellationToken);
    }

    /// <summary>What the user should know of what depths are compared by, a sentence a task that names a metric.</summary>
    public static IEnumerable<string> Notes(ImageDataset dataset) =>
        from task in dataset.Tasks
        where task.IsRankedByMetric
        select task.MainMetric.Mean(TaskRows.Of(dataset, task).Score([], [], [], null)) is not null
            ? $"Depths were compared by {task.MainMetric.ErrorName} of '{task.Name}' on held-out images of inner folds: what is called loss is that."
            : $"Depths were compared by the loss of '{task.Name}': its metric, {task.MainMetric.Name}, is no mean over images, which the choice of a depth needs.";

    /// <summary>The loss of each image: log loss (of labels the mean over them), or the squared error over the variance of what was learned
    /// from; where the task names a metric that is a mean over images, the image's error by it instead, levels over the greatest distance, costs over the largest, and numbers
    /// over the mean deviation of what was learned from. The mean over its tasks.</summary>
    private float[] Losses(FoldModel model, Fold fold)
    {
        var losses = fold.HeldOut.ToDictionary(sample => sample, _ => new List<double>());
        foreach (var (index, (task, outputs)) in split.Dataset.Tasks.Zip(model.Tasks).Index())
        {
            double Label(int sample) => split.Dataset.Samples[sample].Labels[index]!.Value;
            var classes = outputs.Samples.Count == 0 ? 1 : outputs.Outputs.Length / outputs.Samples.Count;
            var scale = task.Kind == TaskKind.Regression ? Variance([.. fold.Train.Where(sample => split.Dataset.Samples[sample].Labels[index] is not null).Select(sample => task.Target(Label(sample)))]) : 1;
            var errors = Errors(task, outputs, [.. outputs.Samples.Select(Label)], [.. fold.Train.Select(sample => split.Dataset.Samples[sample].Labels[index]).OfType<double>()]);
            foreach (var (place, sample) in outputs.Samples.Index())
            {
                if (errors is not null)
                {
                    losses[sample].Add(errors[place]);
                    continue;
                }

                var row = outputs.Outputs.AsSpan(place * classes, classes);
                losses[sample].Add(task.Kind switch
                {
                    TaskKind.Regression => Math.Pow(task.Target(Math.Max(row[0], task.LogScale ? float.Epsilon : row[0])) - task.Target(Label(sample)), 2) / scale,
                    TaskKind.MultiLabel => LogLossOfLabels(row, Label(sample)),
                    _ => LogLoss(row[(int)Label(sample)]),
                });
            }
        }

        return [.. fold.HeldOut.Select(sample => (float)losses[sample].Average())];
    }

    /// <summary>The error of each row by the metric that a task names; null where it names none, or one that is no mean over rows.</summary>
    private double[]? Errors(LearningTask task, FoldOutputs outputs, double[] labels, double[] learned)
    {
        if (!task.IsRankedByMetric
            || task.MainMetric.Mean(TaskRows.Of(split.Dataset, task).Score(outputs.Outputs, labels, outputs.Thresholds, null)) is not { } mean)
        {
            return null;
        }

        var unit = mean.Range.CountsErrors || task.Costs is not null ? mean.Range.High : task.Kind == TaskKind.Regression ? Deviation(learned) : 1;
        return [.. mean.Values.ToArray().Select(value => task.MainMetric.Error(value) / unit)];
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Max(values.Average(value => Math.Abs(value - mean)), double.Epsilon);
    }

    private static double LogLossOfLabels(ReadOnlySpan<float> probabilities, double labels)
    {
        var sum = 0.0;
        for (var label = 0; label < probabilities.Length; label++)
        {
            sum += LogLoss(LabelSet.Contains(labels, label) ? probabilities[label] : 1 - probabilities[label]);
        }

        return sum / probabilities.Length;
    }

    private static double LogLoss(float probability) => -Math.Log(Math.Clamp(probability, SmallestProbability, 1));

    /// <summary>The search tells of its trainings in seconds of its budget instead.</summary>
    private sealed class FeaturesAlone(IProgress<ProgressReport>? progress) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value)
        {
            if (value.Phase == "features")
            {
                progress?.Report(value);
            }
        }
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return Math.Max(values.Average(value => Math.Pow(value - mean, 2)), double.Epsilon);
    }
}
