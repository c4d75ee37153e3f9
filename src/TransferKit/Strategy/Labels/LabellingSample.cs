using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Strategy.Labels;

/// <summary>
/// Images that people label to measure how well they do: dev first, then such that fold models were asked about. Images that the saved model alone
/// learned from are left out, for its answers to them tell nothing of new ones; so are those of test, which stay unseen.
/// </summary>
internal static class LabellingSample
{
    /// <summary>Draws images, each content once, in the order in which they are shown.</summary>
    /// <param name="run">The run.</param>
    /// <param name="task">The task; images without its label are left out.</param>
    /// <param name="images">How many are wanted; there may be fewer.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>Places in the run.</returns>
    public static IReadOnlyList<int> Of(RunRecord run, RunTask task, int images, int seed)
    {
        var place = task.Place(run);
        var stream = new RandomStream(seed, "labelling", task.Name);
        int[] labelled = [.. Enumerable.Range(0, run.Images.Count).Where(image => run.Images[image].Labels[place] is not null)];
        int[] dev = [.. labelled.Where(image => run.Images[image].Part == SplitName.Dev)];
        int[] folds = [.. labelled.Where(image => run.Images[image].Part is not (SplitName.Dev or SplitName.Test) && task.Answer(image, folds: true).Length > 0)];
        stream.Shuffle<int>(dev);
        stream.Shuffle<int>(folds);
        int[] drawn = [.. dev.Concat(folds).DistinctBy(image => run.Images[image].Content).Take(images)];

        // Nobody shall tell from its place which part an image is from.
        stream.Shuffle<int>(drawn);
        return drawn;
    }
}
