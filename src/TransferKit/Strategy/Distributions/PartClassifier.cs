using TransferKit.Datasets;
using TransferKit.Features;
using TransferKit.Runs;
using TransferKit.Strategy.Probes;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Distributions;

/// <summary>A linear classifier that tries to tell which of two parts an image is in.</summary>
internal static class PartClassifier
{
    private const int LeastImages = 10;

    // So many of each part tell the area under the curve to within 0.02; learning from ten thousand of them takes minutes.
    private const int MostImages = 2_000;

    /// <summary>What fold models that did not see an image say: the larger, the likelier it is in the second part.</summary>
    /// <returns>The scores of the images of both parts, of large ones of a part of them; null where one has too few images to learn from.</returns>
    public static (double[] From, double[] To)? Scores(RunRecord run, ComparedParts pair, FeatureMatrix features, int threads, CancellationToken cancellationToken)
    {
        if (Math.Min(pair.From.Length, pair.To.Length) < LeastImages)
        {
            return null;
        }

        var (some, others) = (Spread(pair.From), Spread(pair.To));
        int[] images = [.. some, .. others];
        var samples = RunDataset.Samples(run);
        var dataset = new ImageDataset(
            run.Data, [LearningTask.Classification("part")], [[pair.FromName, pair.ToName]],
            [.. images.Select((image, row) => samples[image] with { Labels = [row < some.Length ? 0 : 1], GivenSplit = null })], [], [], [],
            new DatasetOptions().NearDuplicateDistance);
        var answers = LinearProbe.OutOfFolds(dataset, features.Select(images), threads, cancellationToken);
        var (from, to) = (new List<double>(), new List<double>());
        foreach (var (place, sample) in answers.Samples.Index())
        {
            (sample < some.Length ? from : to).Add(answers.Outputs[(2 * place) + 1]);
        }

        return ([.. from], [.. to]);
    }

    /// <summary>Of many images as many as suffice, evenly over their order, in which classes and folders follow each other.</summary>
    private static int[] Spread(int[] images) => images.Length <= MostImages ? images
        : [.. Enumerable.Range(0, MostImages).Select(place => images[(int)((long)place * images.Length / MostImages)])];
}
