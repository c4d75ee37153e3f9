using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Strategy.Probes;

/// <summary>How well a linear head does that reads one stage alone.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Place">Its place, 0 for the first.</param>
/// <param name="Figure">The task's main figure out of folds.</param>
public sealed record ProbedStage(string Stage, int Place, Interval Figure);

/// <summary>
/// What can be told from the activations of each stage of a model (linear classifier probes: Alain and Bengio 2017,
/// https://arxiv.org/abs/1610.01644): early stages see edges and colours, late ones parts and objects.
/// </summary>
public static class DepthProbe
{
    /// <summary>How many images are looked at at most: more would tell the stages apart no better, and take minutes.</summary>
    internal const int MostImages = 2_000;

    /// <summary>Probes every stage of a run's model on five folds of all labelled images but those of test, of which at most 2,000 are drawn. A stage that was retrained has seen the labels of the
    /// training images, so its figure flatters.</summary>
    /// <param name="run">The run; its model file is there.</param>
    /// <param name="task">The task's name.</param>
    /// <param name="cacheFolder">The folder of computed features, or null.</param>
    /// <param name="threads">Threads, 1 to 1024.</param>
    /// <param name="progress">Takes reports of the phases <c>features</c> and <c>train</c>.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="Graphs.Onnx.InvalidModelException">The model file cannot be read.</exception>
    public static async Task<IReadOnlyList<ProbedStage>> RunAsync(
        RunRecord run, string task, string? cacheFolder = null, int threads = 1, IProgress<ProgressReport>? progress = null, CancellationToken cancellationToken = default)
    {
        var model = await Backbone.LoadAsync(run.Model!, new(), cancellationToken).ConfigureAwait(false);
        var spec = FeatureSpec.EveryStage(model);
        using var extractor = new FeatureExtractor(model, spec, new() { CacheFolder = cacheFolder, Threads = threads });
        var dataset = RunDataset.Of(Drawn(run, run[task])).OfTasks([task]);
        var features = (await extractor.ExtractAsync(dataset.Samples, progress, cancellationToken).ConfigureAwait(false)).Matrix;
        return await Task.Run(() => Probe(run[task], dataset, features, model, spec, threads, progress, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The run with no more images than are looked at.</summary>
    private static RunRecord Drawn(RunRecord run, RunTask task)
    {
        var place = task.Place(run);
        RunImage[] images = [.. run.Images.Where(image => image.Labels[place] is not null && image.Part != SplitName.Test)];
        new RandomStream(run.Seed, "probed images").Shuffle<RunImage>(images);
        return images.Length <= MostImages ? run : run with { Images = images[..MostImages] };
    }

    private static List<ProbedStage> Probe(
        RunTask task, ImageDataset dataset, FeatureMatrix features, Backbone model, FeatureSpec spec, int threads, IProgress<ProgressReport>? progress,
        CancellationToken cancellationToken)
    {
        var (probed, first) = (new List<ProbedStage>(), 0);
        foreach (var (place, tap) in spec.Taps.Index())
        {
            var width = FeatureGraph.Width(model.Stages, tap);
            var answers = LinearProbe.OutOfFolds(dataset, features.SelectColumns([.. Enumerable.Range(first, width)]), threads, cancellationToken);
            var rows = task.Score(
                answers.Outputs, [.. answers.Samples.Select(sample => dataset.Samples[sample].Labels[0]!.Value)], answers.Thresholds,
                answers.Samples.Any(sample => dataset.Samples[sample].Group is not null) ? [.. answers.Samples.Select(sample => dataset.Samples[sample].Group)] : null);
            if (task.Rules.Evaluate(rows, BootstrapOptions.Default, folds: true)[task.Metric] is { } figure)
            {
                probed.Add(new(model.Stages[place].Name, place, figure));
            }

            first += width;
            progress?.Report(new("probe", place + 1, spec.Taps.Count));
        }

        return probed;
    }
}
