using System.Collections.Concurrent;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Imaging;
using TransferKit.Pipelines.Steps;

namespace TransferKit.Pipelines.Comparing;

/// <summary>What a step gave: a picture's file, or numbers; neither where there is no answer.</summary>
internal sealed record StepOutput(string? Path, float[]? Numbers)
{
    /// <summary>There is no answer.</summary>
    public static StepOutput None { get; } = new(null, null);
}

/// <summary>Pictures that the steps of one pipeline make of one data set, kept as files: PNG, which loses nothing, named by what is in them.</summary>
internal sealed class StepPictures : IDisposable
{
    private readonly string _folder;
    private readonly bool _isOwn;
    private readonly ConcurrentDictionary<string, ContentHash> _known = [];
    private Dictionary<int, int>? _units;

    /// <param name="folder">The folder; null for a temporary one that is deleted in the end.</param>
    public StepPictures(string? folder)
    {
        _isOwn = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("transferkit-steps-").FullName;
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Keeps a picture, and tells where.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public string Keep(RgbImage image)
    {
        var bytes = ImageEncoder.ToPng(image);
        var content = ContentHash.Of(bytes);
        var path = Path.Combine(_folder, content.Hex + ".png");
        if (_known.TryAdd(path, content) && !File.Exists(path))
        {
            AtomicFile.Write(path, stream => stream.Write(bytes), flushToDisk: false);
        }

        return path;
    }

    /// <summary>What a step that does not learn gives; none where an earlier one gave nothing.</summary>
    public StepOutput Apply(PipelineStep step, IReadOnlyList<StepOutput> inputs)
    {
        if (inputs.Any(input => input == StepOutput.None))
        {
            return StepOutput.None;
        }

        try
        {
            var value = step.Apply([.. inputs.Zip(step.InputKinds, (input, kind) => input.Path is { } path ? StepValue.OfFile(path) : StepValue.Of(kind, input.Numbers!))]);
            return value.Kind == StepValueKind.Image ? new(Keep(value.Image), null) : new(null, value.Numbers);
        }
        catch (NoAnswerException)
        {
            return StepOutput.None;
        }
    }

    /// <summary>A sample whose picture a step made. What groups images is known of the sources, and kept: pictures that steps make look alike all too easily.</summary>
    /// <param name="dataset">The sources.</param>
    /// <param name="row">The source.</param>
    /// <param name="path">The picture.</param>
    /// <param name="label">Its label.</param>
    public ImageSample Sample(ImageDataset dataset, int row, string path, double? label)
    {
        _units ??= dataset.Units.Index().SelectMany(unit => unit.Item.Samples.Select(sample => (sample, unit.Index))).ToDictionary();
        var source = dataset.Samples[row];
        return source with
        {
            Path = path,
            Content = path == source.Path ? source.Content : _known[path],
            Labels = [label],
            Group = source.Group ?? FormattableString.Invariant($"{_units[row]}"),
            GivenSplit = null,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwn)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
