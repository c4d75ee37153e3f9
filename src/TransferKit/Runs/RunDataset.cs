using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Runs;

/// <summary>The data of a run, from its record.</summary>
internal static class RunDataset
{
    /// <summary>The images and labels as they were.</summary>
    public static ImageDataset Of(RunRecord run) => new(
        run.Data, [.. run.Tasks.Select(task => new LearningTask(task.Name, task.Kind, task.Column))], [.. run.Tasks.Select(task => task.Classes.ToArray())],
        Samples(run), [], [], [], new DatasetOptions().NearDuplicateDistance);

    /// <summary>The images, in order.</summary>
    public static IReadOnlyList<ImageSample> Samples(RunRecord run) => [.. run.Images.Select(image => new ImageSample(
        image.Path, image.Name, image.Labels, image.Source, image.Group, image.Part, new ContentHash(image.Content), image.Hash))];
}
