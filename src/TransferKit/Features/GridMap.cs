using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Features;

/// <summary>Where the cells of one map stand among the features: row by row, each cell with all its channels.</summary>
/// <param name="First">The first column.</param>
/// <param name="Rows">Cells down.</param>
/// <param name="Columns">Cells across.</param>
/// <param name="Channels">Features a cell.</param>
internal readonly record struct GridMap(int First, int Rows, int Columns, int Channels)
{
    /// <summary>The most cells a side: more are no more exact, for each says where the box lies from there.</summary>
    private const int MostSide = 17;

    /// <summary>Features of all cells.</summary>
    public int Width => Rows * Columns * Channels;

    /// <summary>The cells of a tensor.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="first">The first column.</param>
    /// <exception cref="InvalidModelException">It is no map.</exception>
    public static GridMap Of(StageList stages, string tensor, int first)
    {
        if (MapShape.Of(stages, tensor) is not { } map)
        {
            throw new InvalidModelException(
                $"The activation '{tensor}' has the shape [{string.Join(", ", stages.Shapes.Of(tensor))}], which is no map: a box cannot be found in it.", stages.Topology.Model.Path);
        }

        var side = SideOf(map);
        return new(first, (int)((map.Height + side - 1) / side), (int)((map.Width + side - 1) / side), (int)map.Channels);
    }

    /// <summary>How many positions of a map, across and down, become one cell.</summary>
    public static long SideOf(MapShape map) => (Math.Max(map.Height, map.Width) + MostSide - 1) / MostSide;

    /// <summary>What fills the last cells up where the map does not divide; it counts nothing in their means.</summary>
    public long[] Padding(MapShape map) => [0, 0, (Rows * SideOf(map)) - map.Height, (Columns * SideOf(map)) - map.Width];
}
