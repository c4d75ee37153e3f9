using TransferKit.Artifacts;
using TransferKit.Cli.Commands.Evaluate;
using TransferKit.Cli.Demo.Emoji;
using TransferKit.Datasets;
using TransferKit.Evaluation;
using TransferKit.Foundation;

namespace TransferKit.Cli.Commands.Demo;

/// <summary>Runs the saved model on pictures, with their concepts as groups.</summary>
internal static class ArtistScorer
{
    /// <summary>Scores the category of pictures.</summary>
    /// <exception cref="TransferKitException">A picture can no longer be read.</exception>
    public static async Task<ClassificationRows> ScoreAsync(
        Predictor model, ImageDataset images, IReadOnlyList<ImageSample> samples, IProgress<ProgressReport> progress, CancellationToken cancellation)
    {
        var task = model.Tasks.Single(task => task.Name == EmojiDataset.Category.Name);
        var labels = TaskLabels.Of(images, task);
        var outputs = new List<float>(samples.Count * task.Classes.Count);
        var done = 0;
        await foreach (var result in model.PredictFilesAsync(samples.Select(sample => sample.Path), cancellation))
        {
            var prediction = result.Prediction ?? throw result.Error!;
            outputs.AddRange(prediction.Output(task.Name).Span);
            progress.Report(new("evaluate", ++done, samples.Count));
        }

        return new(
            outputs.ToArray(),
            samples.Select(sample => (int)labels.Of(sample)!.Value).ToArray(),
            task.Classes.Count,
            samples.Select(sample => sample.Group).ToArray());
    }
}
