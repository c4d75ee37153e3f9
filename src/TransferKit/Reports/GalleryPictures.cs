using TransferKit.Foundation;
using TransferKit.Runs;
using TransferKit.Strategy.Errors;
using TransferKit.Tasks;

namespace TransferKit.Reports;

/// <summary>A wrong image of the gallery.</summary>
/// <param name="Wrong">What was wrong.</param>
/// <param name="Jpeg">A small copy.</param>
/// <param name="Map">Where the predicted class was seen, or null.</param>
internal sealed record GalleryPicture(WrongImage Wrong, byte[] Jpeg, ActivationMap? Map);

/// <summary>Makes the small copies.</summary>
internal static class GalleryPictures
{
    private const int Side = 192;

    /// <summary>Makes them, the worst images first.</summary>
    public static async Task<IReadOnlyList<GalleryPicture>> OfAsync(
        RunRecord run, RunTask task, ErrorAnalysis analysis, int count, bool hasModel, int threads, IProgress<ProgressReport>? progress, CancellationToken cancellationToken)
    {
        var wrong = analysis.Wrong.Take(count).ToArray();
        var places = run.Images.Index().ToLookup(image => image.Item.Path, image => image.Index);
        var maps = hasModel && task.Kind == TaskKind.Classification
            ? await ClassActivation.OfAsync(
                run, task, [.. wrong.Select(image => (places[image.Path].First(), task.Classes.ToList().IndexOf(image.Predicted)))], threads, cancellationToken).ConfigureAwait(false)
            : new Dictionary<int, ActivationMap>();
        var pictures = new GalleryPicture[wrong.Length];
        var done = 0;
        await Parallel.ForAsync(0, wrong.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, (index, _) =>
        {
            pictures[index] = new(wrong[index], SmallCopy.Jpeg(wrong[index].Path, Side), maps.GetValueOrDefault(places[wrong[index].Path].First()));
            progress?.Report(new("gallery", Interlocked.Increment(ref done), wrong.Length));
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
        return pictures;
    }
}
