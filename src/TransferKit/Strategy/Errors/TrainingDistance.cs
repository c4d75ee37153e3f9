using System.Numerics.Tensors;
using TransferKit.Artifacts;
using TransferKit.Backbones;
using TransferKit.Features;
using TransferKit.Foundation;
using TransferKit.Runs;

namespace TransferKit.Strategy.Errors;

/// <summary>
/// How far every image lies from the training images: the distance to the fifth nearest of them, itself left out, between features of
/// length 1 (Sun et al. 2022, https://arxiv.org/abs/2204.06507).
/// </summary>
internal static class TrainingDistance
{
    private const int Neighbour = 5;
    private const int MostNeighbours = 2_000;

    /// <summary>The features of every image of a run, by its own model, each of length 1.</summary>
    public static async Task<FeatureMatrix> FeaturesAsync(
        RunRecord run, string? cacheFolder, int threads, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var model = await Backbone.LoadAsync(run.Model!, new(), cancellationToken).ConfigureAwait(false);
        using var extractor = new FeatureExtractor(
            model, ArtifactMetadata.Read(model.Model).Features, new() { CacheFolder = cacheFolder, Threads = threads });
        var extracted = await extractor.ExtractAsync(RunDataset.Samples(run), progress, cancellationToken).ConfigureAwait(false);
        for (var row = 0; row < extracted.Matrix.Rows; row++)
        {
            var values = extracted.Matrix.Row(row);
            var length = TensorPrimitives.Norm<float>(values);
            TensorPrimitives.Divide(values, length > 0 ? length : 1, values);
        }

        return extracted.Matrix;
    }

    /// <summary>The distance of every row to the fifth nearest of some rows, itself left out. Of many rows 2,000 are drawn: all distances grow alike, and it is
    /// how they differ that counts.</summary>
    public static double[] Of(FeatureMatrix features, IReadOnlyList<int> training, int threads, CancellationToken cancellationToken)
    {
        int[] among = [.. training];
        new RandomStream(0, "nearest training images").Shuffle<int>(among);
        among = among[..Math.Min(among.Length, MostNeighbours)];
        var distances = new double[features.Rows];
        Parallel.For(0, features.Rows, new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, row =>
        {
            // The smallest so far, ascending.
            Span<double> nearest = stackalloc double[Neighbour];
            var found = 0;
            foreach (var other in among)
            {
                var distance = other == row ? double.PositiveInfinity : 2 - (2 * TensorPrimitives.Dot<float>(features.Row(row), features.Row(other)));
                if (double.IsFinite(distance) && (found < Neighbour || distance < nearest[^1]))
                {
                    var place = found < Neighbour ? found++ : Neighbour - 1;
                    for (; place > 0 && nearest[place - 1] > distance; place--)
                    {
                        nearest[place] = nearest[place - 1];
                    }

                    nearest[place] = distance;
                }
            }

            distances[row] = found == 0 ? 0 : Math.Sqrt(Math.Max(0, nearest[found - 1]));
        });
        return distances;
    }

    /// <summary>Rows that lie further out than 2.5 robust standard deviations of the training rows.</summary>
    public static HashSet<int> Far(double[] distances, IReadOnlyList<int> training)
    {
        var spread = RobustSpread.Of([.. training.Select(row => distances[row])]);
        return [.. distances.Index().Where(row => spread.Distance(row.Item) > 2.5).Select(row => row.Index)];
    }
}
