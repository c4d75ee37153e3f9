using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Tasks;

namespace TransferKit.Runs;

/// <summary>The data of a run, from its record.</summary>
internal static class RunDataset
{
    /// <summary>The images and labels as they were.</summary>
    public static ImageDataset Of(RunRecord run) => new(
        run.Data, [.. run.Tasks.Select(Of)], [.. run.Tasks.Select(task => task.Classes.ToArray())],
        Samples(run), [], [], [], new DatasetOptions().NearDuplicateDistance);

    private static LearningTask Of(RunTask task) => new(task.Name, task.Kind, task.Column)
    {
        // The first of its kind counts where nothing is named.
        Metric = task.Costs is not null || task.Metric == task.Rules.Metrics[0] ? null : task.Metric,
        Costs = task.CostMatrix,
    };

    /// <summary>The images, in order.</summary>
    public static IReadOnlyList<ImageSample> Samples(RunRecord run) => [.. run.Images.Select(image => new ImageSample(
        image.Path, image.Name, image.Labels, image.Source, image.Group, image.Part, new ContentHash(image.Content), image.Hash))];
}
