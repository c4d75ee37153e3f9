using System.Diagnostics;
using TransferKit.Backbones;
using TransferKit.Datasets;
using TransferKit.Pipelines.Steps;

namespace TransferKit.Pipelines.Comparing;

/// <summary>What a pipeline and one model cost: both are trained on all images, saved, and asked about some.</summary>
internal static class PipelineCosts
{
    private const int Asked = 20;

    /// <summary>Measures them.</summary>
    public static async Task<IReadOnlyList<ArmCost>> MeasureAsync(
        Backbone backbone, Pipeline pipeline, ImageDataset dataset, PipelineComparisonOptions options, CancellationToken cancellationToken)
    {
        // What no file can hold cannot be measured so.
        if (pipeline.Steps.Any(step => step is FunctionStep))
        {
            return [];
        }

        var split = new DatasetSplit(dataset, null, [.. dataset.Samples.Select(sample => sample.GivenSplit == SplitName.Test ? (SplitName?)null : SplitName.Train)], []);
        return
        [
            await OneAsync(PipelineComparisonResult.Staged, pipeline).ConfigureAwait(false),
            await OneAsync(PipelineComparisonResult.EndToEnd, SizeTrials.EndToEnd(pipeline)).ConfigureAwait(false),
        ];

        async Task<ArmCost> OneAsync(string arm, Pipeline steps)
        {
            var trained = await PipelineTrainer.TrainAsync(
                backbone, steps, split, options.Training with { Seed = options.Seeds[0], Folds = 0 }, null, cancellationToken).ConfigureAwait(false);
            var folder = Directory.CreateTempSubdirectory("transferkit-costs-");
            try
            {
                var file = Path.Combine(folder.FullName, "model");
                trained.Save(file);
                if (steps == pipeline && options.SaveTo is { } kept)
                {
                    trained.Save(kept);
                }

                using var predictor = PipelinePredictor.Load(file, new() { Threads = options.Training.Threads });
                var labels = steps.Steps.Where(step => step.Truth is not null && step is ModelStep)
                    .Select(step => (step.Truth!.Name, Count: split.Train.Count(row => dataset.Samples[row].Labels[dataset.Tasks.ToList().IndexOf(step.Truth)] is not null), step.Price)).ToArray();
                return new(
                    arm, labels.ToDictionary(label => label.Name, label => label.Count), labels.Sum(label => label.Count * label.Price),
                    trained.Runs.Values.Sum(run => run.Seconds.Train), Milliseconds(predictor, dataset, split), new FileInfo(file).Length);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static double Milliseconds(PipelinePredictor predictor, ImageDataset dataset, DatasetSplit split)
    {
        var times = new List<double>();
        foreach (var row in split.Train.Take(Asked + 1))
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                predictor.Predict(dataset.Samples[row].Path);
            }
            catch (PipelineStepException)
            {
                continue;
            }

            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        // The first one also loads what is loaded once.
        double[] sorted = [.. times.Skip(1).Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
