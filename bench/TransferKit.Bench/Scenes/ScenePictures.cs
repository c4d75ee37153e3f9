using TransferKit.Datasets;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Bench.Scenes;

/// <summary>The pictures that scenes are made of.</summary>
internal static class ScenePictures
{
    private const int Side = 96;

    /// <summary>Reads those of some classes; all where none is named.</summary>
    public static async Task<(string Category, RgbImage Picture)[]> ReadAsync(string table, string column, string[] classes, CancellationToken cancellationToken)
    {
        var task = LearningTask.Classification(column);
        var read = await ImageDataset.FromCsvAsync(table, [task], options: new() { NearDuplicateDistance = null }, cancellationToken: cancellationToken);
        var names = read.ClassesOf(task);
        return [.. read.Samples.Where(sample => classes.Length == 0 || classes.Contains(names[(int)sample.Labels[0]!.Value]))
            .Select(sample => (names[(int)sample.Labels[0]!.Value], ImageDecoder.Decode(sample.Path, Side, Side, ResizeMode.Stretch)))];
    }
}
