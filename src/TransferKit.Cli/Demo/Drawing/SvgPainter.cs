namespace TransferKit.Cli.Demo.Drawing;

/// <summary>
/// Draws many SVG documents in child processes. A document that ends its process, or takes too long, is tried once more in a new one
/// and then gives an error; the others go on.
/// </summary>
/// <param name="size">Width and height of a picture, pixels.</param>
/// <param name="processes">How many processes draw at once.</param>
internal sealed class SvgPainter(int size, int processes)
{
    private const int Attempts = 2;

    /// <summary>How long one document may take.</summary>
    /// <value>Default 20 s.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock of <see cref="Patience"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hears the number of every process that was started.</summary>
    internal Action<int> Started { get; init; } = _ => { };

    /// <summary>Draws documents.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="document">Gives a document, UTF-8, by its place; called from several threads.</param>
    /// <param name="done">Takes what came of it; called from several threads.</param>
    /// <param name="cancellation">Ends the processes.</param>
    /// <exception cref="DrawingException">No process starts.</exception>
    public async Task DrawAsync(
        int count, Func<int, ReadOnlyMemory<byte>> document, Func<int, DrawnPicture, Task> done, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(processes, count)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));

        async Task WorkAsync()
        {
            DrawingProcess? child = null;
            try
            {
                for (int index; (index = Interlocked.Increment(ref next)) < count;)
                {
                    (child, var picture) = await DrawAsync(child, document(index), stop.Token);
                    await done(index, picture);
                }
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
            finally
            {
                child?.Dispose();
            }
        }
    }

    private async Task<(DrawingProcess? Child, DrawnPicture Picture)> DrawAsync(
        DrawingProcess? child, ReadOnlyMemory<byte> svg, CancellationToken cancellation)
    {
        if (svg.Length > Frames.LongestContent)
        {
            return (child, new(null, $"the document has {svg.Length} bytes; allowed: {Frames.LongestContent}"));
        }

        var reason = "";
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            child ??= await StartAsync(cancellation);
            using var patience = new CancellationTokenSource(Patience, Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            try
            {
                if (await child.DrawAsync(svg, either.Token) is { } picture)
                {
                    return (child, picture);
                }

                reason = "the process that drew it ended";
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                reason = $"drawing it took more than {Patience.TotalSeconds:0} s";
            }
            catch
            {
                child.Dispose();
                throw;
            }

            child.Dispose();
            child = null;
        }

        return (null, new(null, reason));
    }

    private async Task<DrawingProcess> StartAsync(CancellationToken cancellation)
    {
        var child = await DrawingProcess.StartAsync(size, cancellation);
        Started(child.Id);
        return child;
    }
}
