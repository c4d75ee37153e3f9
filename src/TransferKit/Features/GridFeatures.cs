using TransferKit.Graphs.Onnx;

namespace TransferKit.Features;

/// <summary>
/// Features that lie in cells: the maps of one or several stages, brought to the cells of the finest one, where a coarser map says the same in all
/// cells that one of its own covers. One linear layer reads all cells alike.
/// </summary>
/// <param name="Maps">The maps, at least one.</param>
internal sealed record GridFeatures(IReadOnlyList<GridMap> Maps)
{
    /// <summary>Cells down.</summary>
    public int Rows { get; } = Maps.Max(map => map.Rows);

    /// <summary>Cells across.</summary>
    public int Columns { get; } = Maps.Max(map => map.Columns);

    /// <summary>Features a cell.</summary>
    public int Channels { get; } = Maps.Sum(map => map.Channels);

    /// <summary>Whether these are the same maps.</summary>
    public bool Equals(GridFeatures? other) => other is not null && Maps.SequenceEqual(other.Maps);

    /// <inheritdoc/>
    public override int GetHashCode() => Maps.Aggregate(0, HashCode.Combine);

    /// <summary>Adds the cells and returns [N x cells, channels].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="features">The features [N, columns].</param>
    /// <param name="columns">How many there are.</param>
    public string AddCells(GraphBuilder graph, string features, int columns)
    {
        var cells = Maps.Select(map => AddCells(graph, features, columns, map)).ToList();
        var joined = cells is [var only] ? only : graph.Node("Concat", cells, [("axis", 2L)]);
        return graph.Node("Reshape", [joined, graph.Longs("rows", -1, Channels)]);
    }

    /// <summary>Means and scales that are the same in all cells, from those of each.</summary>
    public FeatureScaler Shared(FeatureScaler own)
    {
        var (mean, scale) = (own.Mean.ToArray(), own.Scale.ToArray());
        foreach (var map in Maps)
        {
            for (var channel = 0; channel < map.Channels; channel++)
            {
                int[] places = [.. Enumerable.Range(0, map.Rows * map.Columns).Select(cell => map.First + (cell * map.Channels) + channel)];
                var middle = places.Average(place => (double)own.Mean[place]);
                var variance = places.Average(place => (own.Scale[place] == 0 ? 0 : Math.Pow(1.0 / own.Scale[place], 2)) + Math.Pow(own.Mean[place] - middle, 2));
                foreach (var place in places)
                {
                    (mean[place], scale[place]) = ((float)middle, FeatureScaler.Reciprocal(variance, middle));
                }
            }
        }

        return new(mean, scale);
    }

    /// <summary>Where each channel of a cell stands among the features of the first cell.</summary>
    public IReadOnlyList<int> Places => [.. Maps.SelectMany(map => Enumerable.Range(map.First, map.Channels))];

    /// <summary>The same maps among other features.</summary>
    /// <param name="from">Which of these each of the others is, or -1.</param>
    public GridFeatures Among(IReadOnlyList<int> from)
    {
        var places = from.Index().Where(feature => feature.Item >= 0).ToDictionary(feature => feature.Item, feature => feature.Index);
        return new([.. Maps.Select(map => map with { First = places[map.First] })]);
    }

    private string AddCells(GraphBuilder graph, string features, int columns, GridMap map)
    {
        var own = map.Width == columns ? features
            : graph.Node("Slice", [features, graph.Longs("map", map.First), graph.Longs("map_end", map.First + map.Width), graph.Longs("map_axis", 1)]);
        var cells = graph.Node("Reshape", [own, graph.Longs("cells", -1, map.Rows * map.Columns, map.Channels)]);
        return (map.Rows, map.Columns) == (Rows, Columns) ? cells : graph.Node("Gather", [cells, graph.Longs("covering", Covering(map))], [("axis", 1L)]);
    }

    /// <summary>The cell of a coarser map that the middle of each cell lies in.</summary>
    private long[] Covering(GridMap map) => [.. Enumerable.Range(0, Rows * Columns).Select(cell =>
    {
        var (row, column) = ((long)(((cell / Columns) + 0.5) * map.Rows / Rows), (long)(((cell % Columns) + 0.5) * map.Columns / Columns));
        return (row * map.Columns) + column;
    })];
}
