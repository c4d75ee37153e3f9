using TransferKit.Datasets.Reading;
using TransferKit.Imaging;
using TransferKit.Tasks;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>Predicts for files and folders in the order given, a result at a time.</summary>
internal static class PredictionLines
{
    /// <summary>The results; memory does not grow with the number of images.</summary>
    public static IEnumerable<PredictionLine> Of(LoadedModel model, IReadOnlyList<string> images, CancellationToken cancellation)
    {
        var withSizes = model.Tasks.Any(task => task.Kind == TaskKind.Box);
        // Runs of readable paths go to the model together; what is no file at all answers in its place.
        var found = images.SelectMany(Expand).ToList();
        for (var start = 0; start < found.Count;)
        {
            if (found[start].Error is { } error)
            {
                yield return new(found[start++].Path, null, error);
                continue;
            }

            var files = found.Skip(start).TakeWhile(file => file.Error is null).Select(file => file.Path).ToList();
            foreach (var result in model.Predict(files, cancellation))
            {
                yield return new(result.Path, result.Prediction, result.Error?.Message) { Header = withSizes && result.Prediction is not null ? ImageDecoder.ReadHeader(result.Path) : null };
            }

            start += files.Count;
        }
    }

    private static IEnumerable<(string Path, string? Error)> Expand(string path)
    {
        if (!Directory.Exists(path))
        {
            return [(path, null)];
        }

        try
        {
            var files = Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false })
                .Where(file => FileNames.HasImageExtension(file) && !FileNames.RelativeName(path, file).Split('/').Any(FileNames.IsHidden))
                .OrderBy(file => FileNames.RelativeName(path, file), StringComparer.Ordinal)
                .Select(file => (file, (string?)null))
                .ToList();
            return files.Count > 0 ? files : [(path, "The folder has no images (jpg, png, webp, gif, tif, bmp).")];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [(path, $"The folder cannot be read: {error.Message}")];
        }
    }
}
