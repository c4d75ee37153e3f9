using TransferKit.Graphs.Lowering;

namespace TransferKit.Graphs.Gradients.Convolutions;

/// <summary>The tiles of Winograd's algorithm on a map: m x m outputs each, from (m + 2) x (m + 2) overlapping inputs.</summary>
internal sealed class Tiles
{
    public Tiles(WindowShape windows, int m)
    {
        var (down, across) = ((windows.OutHeight + m - 1) / m, (windows.OutWidth + m - 1) / m);
        Count = down * across;
        Inputs = [.. Each(m + 2, (tileY, tileX, y, x) => Position(windows, (tileY * m) + y, (tileX * m) + x))];
        Outputs = [.. Each(m, (tileY, tileX, y, x) => Window(windows, (tileY * m) + y, (tileX * m) + x))];
        var untiled = new int[windows.Windows];
        foreach (var (at, window) in Outputs.Index().Where(pair => pair.Item < windows.Windows))
        {
            untiled[window] = at;
        }

        Windows = untiled;

        // Tile by tile inside each place of the tile.
        IEnumerable<int> Each(int side, Func<int, int, int, int, int> value) =>
            from y in Enumerable.Range(0, side)
            from x in Enumerable.Range(0, side)
            from tileY in Enumerable.Range(0, down)
            from tileX in Enumerable.Range(0, across)
            select value(tileY, tileX, y, x);
    }

    /// <summary>How many tiles there are.</summary>
    public int Count { get; }

    /// <summary>The map's position under each place of each tile, or the block behind the map.</summary>
    public IReadOnlyList<int> Inputs { get; }

    /// <summary>The window at each place of each tile's output, or the block behind the map.</summary>
    public IReadOnlyList<int> Outputs { get; }

    /// <summary>Where among all tiles' outputs each window is.</summary>
    public IReadOnlyList<int> Windows { get; }

    private static int Position(WindowShape windows, int y, int x)
    {
        (y, x) = (y - windows.Padding.Top, x - windows.Padding.Left);
        return y >= 0 && y < windows.Input.Height && x >= 0 && x < windows.Input.Width ? (y * windows.Input.Width) + x : windows.Input.Positions;
    }

    private static int Window(WindowShape windows, int y, int x) =>
        y < windows.OutHeight && x < windows.OutWidth ? (y * windows.OutWidth) + x : windows.Windows;
}
