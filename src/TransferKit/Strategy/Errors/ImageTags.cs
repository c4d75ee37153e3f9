using TransferKit.Datasets;
using TransferKit.Datasets.Splitting;
using TransferKit.Imaging;
using TransferKit.Runs;
using TransferKit.Tasks;

namespace TransferKit.Strategy.Errors;

/// <summary>
/// What an image has in common with others that are hard, found without anybody looking: an attribute far from that of the training images
/// (2.5 robust standard deviations), or something about its neighbours.
/// </summary>
internal static class ImageTags
{
    public const string Mislabelled = "likely-mislabelled";
    public const string Twin = "near-duplicate-with-another-label";
    public const string Far = "far-from-training";

    private const double OutlierFrom = 2.5;
    private const int TwinDistance = 4;

    private static readonly (string Tag, Func<ImageAttributes, double> Value, int Side)[] Attributes =
    [
        ("blur", image => image.Sharpness, -1),
        ("dark", image => image.Brightness, -1),
        ("bright", image => image.Brightness, 1),
        ("low-contrast", image => image.Contrast, -1),
        ("small", image => Math.Log(image.Size), -1),
        ("cropped-object", image => image.EdgeContact, 1),
        ("odd-aspect", image => Math.Log(image.Aspect), 1),
    ];

    /// <summary>The tags by the attributes of images.</summary>
    /// <param name="all">The attributes of every image of the run.</param>
    /// <param name="run">The run.</param>
    public static IEnumerable<(string Tag, HashSet<int> Images)> OfAttributes(IReadOnlyList<ImageAttributes> all, RunRecord run)
    {
        int[] train = [.. run.Images.Index().Where(image => image.Item.Part == SplitName.Train).Select(image => image.Index)];
        foreach (var (tag, value, side) in Attributes)
        {
            var spread = RobustSpread.Of([.. train.Select(image => value(all[image]))]);
            yield return (tag, [.. all.Index().Where(image => spread.Distance(value(image.Item)) * side > OutlierFrom).Select(image => image.Index)]);
        }
    }

    /// <summary>Images that look like another one whose class differs; numbers and sets of labels may differ a little between any two.</summary>
    public static HashSet<int> Twins(RunRecord run, RunTask task)
    {
        if (task.Kind is not (TaskKind.Classification or TaskKind.Ordinal))
        {
            return [];
        }

        var place = task.Place(run);
        int[] labelled = [.. run.Images.Index().Where(image => image.Item.Labels[place] is not null).Select(image => image.Index)];
        var twins = new HashSet<int>();
        foreach (var (first, second) in HashNeighbours.Within([.. labelled.Select(image => run.Images[image].Hash)], TwinDistance))
        {
            if (run.Images[labelled[first]].Labels[place] != run.Images[labelled[second]].Labels[place])
            {
                twins.Add(labelled[first]);
                twins.Add(labelled[second]);
            }
        }

        return twins;
    }
}
