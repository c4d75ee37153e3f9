namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>Where each item of a graph is drawn, and the points that each edge passes.</summary>
/// <param name="Boxes">The place of each item.</param>
/// <param name="Edges">The edges.</param>
/// <param name="Width">The width of the whole.</param>
/// <param name="Height">The height of the whole.</param>
internal sealed record GraphLayout(IReadOnlyList<LaidBox> Boxes, IReadOnlyList<LaidEdge> Edges, double Width, double Height)
{
    /// <summary>The width of a box.</summary>
    public const double BoxWidth = 172;

    /// <summary>The height of a box.</summary>
    public const double BoxHeight = 36;

    private const double RowHeight = 62;
    private const double LaneGap = 70;

    /// <summary>Lays a graph out: forward computation downwards, backward computation upwards beside it.</summary>
    /// <param name="items">The items, producers before readers.</param>
    public static GraphLayout Of(IReadOnlyList<GraphItem> items)
    {
        var links = GraphLinks.Of(items);
        var rows = GraphRows.Of(items, links);
        var centres = new double[items.Count];
        var bends = new Dictionary<GraphLink, IReadOnlyList<LaidPoint>>();
        var left = 0.0;
        foreach (var lane in items.Index().GroupBy(pair => Lane(pair.Item.Kind), pair => pair.Index).OrderBy(lane => lane.Key))
        {
            var columns = new GraphColumns([.. lane], item => Weight(items[item].Kind), rows, [.. links.All.Where(link => lane.Contains(link.From) && lane.Contains(link.To))]);
            foreach (var (item, x) in columns.Items)
            {
                centres[item] = left + x;
            }

            foreach (var (link, points) in columns.Bends)
            {
                bends[link] = [.. points.Select(point => new LaidPoint(left + point.X, Middle(point.Row)))];
            }

            left += columns.Width + LaneGap;
        }

        LaidBox Box(int item) => new(centres[item] - (BoxWidth / 2), rows[item] * RowHeight);
        return new(
            [.. items.Select((_, item) => Box(item))],
            [.. links.All.Select(link => Edge(link, items, Box(link.From), Box(link.To), bends.GetValueOrDefault(link) ?? []))],
            Math.Max(BoxWidth, left - LaneGap),
            (rows.DefaultIfEmpty(0).Max() * RowHeight) + BoxHeight);
    }

    private static int Lane(GraphItemKind kind) => kind switch
    {
        GraphItemKind.Backward => 1,
        GraphItemKind.Gradient => 2,
        _ => 0,
    };

    // What data flows through is drawn straight, its supplies around it.
    private static double Weight(GraphItemKind kind) => kind is GraphItemKind.Frozen or GraphItemKind.Weight ? 1 : 8;

    private static double Middle(int row) => (row * RowHeight) + (BoxHeight / 2);

    private static LaidEdge Edge(GraphLink link, IReadOnlyList<GraphItem> items, LaidBox from, LaidBox to, IReadOnlyList<LaidPoint> bends)
    {
        var crosses = Lane(items[link.From].Kind) != Lane(items[link.To].Kind);
        if (crosses)
        {
            return new(link, true, [new(from.X + BoxWidth, from.Y + (BoxHeight / 2)), new(to.X, to.Y + (BoxHeight / 2))]);
        }

        var down = to.Y > from.Y;
        return new(link, false, [
            new(from.X + (BoxWidth / 2), from.Y + (down ? BoxHeight : 0)), .. bends, new(to.X + (BoxWidth / 2), to.Y + (down ? 0 : BoxHeight))]);
    }
}

/// <summary>The upper left corner of a box.</summary>
internal readonly record struct LaidBox(double X, double Y);

/// <summary>A point.</summary>
internal readonly record struct LaidPoint(double X, double Y);

/// <summary>An edge: the points that it passes, and whether it leads from one lane to another.</summary>
internal sealed record LaidEdge(GraphLink Link, bool Crosses, IReadOnlyList<LaidPoint> Points);
