using System.Collections.Concurrent;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Pipelines.Comparing;

/// <summary>Pictures that steps make, kept as files: PNG, which loses nothing, named by what is in them.</summary>
internal sealed class StepPictures : IDisposable
{
    private readonly string _folder;
    private readonly bool _isOwn;
    private readonly ConcurrentDictionary<string, ContentHash> _known = [];

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

    /// <summary>The digest of a picture that was kept.</summary>
    public ContentHash ContentOf(string path) => _known[path];

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOwn)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
