using System.Text.Json;
using TransferKit.Cli.Demo.Drawing;
using TransferKit.Foundation;

namespace TransferKit.Cli.Demo.Emoji;

/// <summary>Draws the data set into a folder that appears whole or not at all.</summary>
/// <param name="packages">What is drawn.</param>
/// <param name="progress">Hears how many pictures are drawn.</param>
internal sealed class EmojiBuilder(EmojiPackages packages, IProgress<ProgressReport> progress)
{
    private const string TemporaryEnding = ".tmp";
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(1);
    private int _done;

    /// <summary>The clock that tells old leftovers from new ones.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Draws every picture.</summary>
    /// <param name="target">The folder.</param>
    /// <param name="replace">Whether what lies there is damaged; else it is another process's and as good.</param>
    /// <param name="cancellation">Stops and leaves nothing.</param>
    /// <exception cref="DamagedFileException">A picture cannot be drawn.</exception>
    /// <exception cref="DrawingException">The drawing process does not start.</exception>
    /// <exception cref="StorageException">The folder cannot be written.</exception>
    public async Task BuildAsync(EmojiFolder target, bool replace, CancellationToken cancellation)
    {
        var selection = EmojiSelection.Of(packages, AliasTable.Parse(EmojiCards.AliasText));
        var temporary = new EmojiFolder($"{target.Root}.{Guid.NewGuid():n}{TemporaryEnding}");
        try
        {
            DeleteLeftovers(target);
            await DrawAsync(selection, temporary, cancellation);
            AtomicFile.WriteAllText(temporary.Counts, JsonSerializer.Serialize(selection.Counts));
            Publish(temporary, target, replace);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The demo's pictures cannot be written to '{target.Root}': {error.Message}", target.Root, error);
        }
        finally
        {
            DeleteQuietly(temporary.Root);
        }
    }

    private async Task DrawAsync(EmojiSelection selection, EmojiFolder folder, CancellationToken cancellation)
    {
        var pictures = selection.Concepts
            .SelectMany(concept => concept.Pictures.Select(picture => (Concept: concept, Artist: picture.Key, Name: picture.Value)))
            .ToList();
        foreach (var artist in packages.Sets.Keys)
        {
            Directory.CreateDirectory(Path.Combine(folder.Root, artist));
        }

        var rows = new EmojiRow[pictures.Count];
        var painter = new SvgPainter(EmojiFolder.PictureSize, Environment.ProcessorCount);
        await painter.DrawAsync(
            pictures.Count,
            index => packages.Sets[pictures[index].Artist].Svg(pictures[index].Name),
            async (index, drawn) =>
            {
                var (concept, artist, name) = pictures[index];
                // Every picture is pinned by its package's digest: one that cannot be drawn is a fault, not a smaller data set.
                var png = drawn.Png ?? throw new DamagedFileException($"The picture '{name}' by {artist} cannot be drawn: {drawn.Error}", name);
                var path = $"{artist}/{concept.Name}.png";
                await File.WriteAllBytesAsync(Path.Combine(folder.Root, path), png, cancellation);
                rows[index] = new(path, concept.Category, artist, concept.Name, ContentHash.Of(png.Span).Hex);
                progress.Report(new("draw", Interlocked.Increment(ref _done), pictures.Count));
            },
            cancellation);
        EmojiTable.Write(folder.Table, rows);
    }

    private static void Publish(EmojiFolder finished, EmojiFolder target, bool replace)
    {
        if (!replace && Directory.Exists(target.Root))
        {
            return;
        }

        if (replace)
        {
            var old = $"{target.Root}.{Guid.NewGuid():n}{TemporaryEnding}";
            Directory.Move(target.Root, old);
            DeleteQuietly(old);
        }

        Directory.Move(finished.Root, target.Root);
    }

    /// <summary>Deletes what a killed process left long ago; what is younger may still be written.</summary>
    private void DeleteLeftovers(EmojiFolder target)
    {
        var parent = Directory.CreateDirectory(Path.GetDirectoryName(target.Root)!);
        foreach (var folder in parent.EnumerateDirectories(Path.GetFileName(target.Root) + ".*" + TemporaryEnding))
        {
            if (Time.GetUtcNow() - folder.LastWriteTimeUtc > LeftoverAge)
            {
                DeleteQuietly(folder.FullName);
            }
        }
    }

    private static void DeleteQuietly(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A leftover has a name of its own and hurts nobody.
        }
    }
}
