using TransferKit.Artifacts;
using TransferKit.Cli.Commands.Shared;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;
using TransferKit.Tasks;
using TransferKit.Tasks.Kinds;

namespace TransferKit.Cli.Commands.Evaluate;

/// <summary>Runs a model on labelled images and measures each task over the images that have its label.</summary>
internal static class ModelScorer
{
    /// <summary>Scores the model: images that it was trained on under <see cref="TaskFigures.Train"/>, the others under test.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tasks">What counts for each of its tasks.</param>
    /// <param name="dataset">The data.</param>
    /// <param name="samples">The images to score.</param>
    /// <param name="seen">Those that the model was trained on: no figure on them is one of a test.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDatasetException">The data lack a task of the model, or have a class that it does not know.</exception>
    public static async Task<IReadOnlyList<TaskFigures>> ScoreAsync(
        Predictor model, IReadOnlyList<LearningTask> tasks, ImageDataset dataset, IReadOnlyList<ImageSample> samples, IReadOnlySet<ImageSample> seen,
        IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var labels = model.Tasks.Select(task => TaskLabels.Of(dataset, task)).ToList();
        var rows = model.Tasks.Select(_ => new List<(ImageSample Sample, ReadOnlyMemory<float> Output)>()).ToList();
        var done = 0;
        await foreach (var result in model.PredictFilesAsync(samples.Select(sample => sample.Path), cancellation))
        {
            var sample = samples[done++];
            progress.Report(new("evaluate", done, samples.Count));
            // An image that was readable a moment ago: the file changed under us, and a figure over the rest would be another one.
            var prediction = result.Prediction ?? throw result.Error!;
            foreach (var (task, index) in model.Tasks.Select((task, index) => (task, index)))
            {
                if (labels[index].Of(sample) is not null)
                {
                    rows[index].Add((sample, prediction.Output(task.Name)));
                }
            }
        }

        return
        [
            .. model.Tasks.Select((task, index) => new TaskFigures(task.Name, task.Kind, task.Classes)
            {
                Metric = tasks[index].MainMetric.Name,
                Train = Measure(task, tasks[index], labels[index], rows[index].Where(row => seen.Contains(row.Sample)).ToList()),
                Test = Measure(task, tasks[index], labels[index], rows[index].Where(row => !seen.Contains(row.Sample)).ToList()),
            }),
        ];
    }

    private static TaskEvaluation? Measure(ArtifactTask task, LearningTask learned, TaskLabels labels, List<(ImageSample Sample, ReadOnlyMemory<float> Output)> rows)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var groups = rows.Select(row => row.Sample.Group).ToArray();
        var rules = KindRules.Of(task.Kind);
        var scored = rules.Rows(
            [.. rows.SelectMany(row => row.Output.ToArray())], [.. rows.Select(row => labels.Of(row.Sample)!.Value)], task.Classes.Count,
            [.. rows.SelectMany(_ => task.Thresholds ?? [])], groups, learned.Costs?.For(task.Classes));
        return rules.Evaluate(scored, BootstrapOptions.Default, folds: false);
    }
}
