namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>
/// Where the items of one lane stand across it, after Sugiyama, Tagawa and Toda 1981 (https://doi.org/10.1109/TSMC.1981.4308636): an edge
/// over several rows gets a place in each of them, neighbours are put in the order of the mean of what they are linked to, and then
/// drawn towards that mean as far as the distance between neighbours allows.
/// </summary>
internal sealed class GraphColumns
{
    private const int Sweeps = 80;
    private const double Gap = 18;
    private const double BendWidth = 4;
    private const double BendWeight = 2;
    private readonly List<Place> _places = [];
    private readonly Dictionary<GraphLink, List<Place>> _bends = [];
    private readonly double _left;

    /// <summary>Places the items.</summary>
    /// <param name="items">The items of the lane.</param>
    /// <param name="weight">How much an item has to say in where it and its neighbours stand.</param>
    /// <param name="rows">The row of every item of the graph.</param>
    /// <param name="links">The links between items of the lane.</param>
    public GraphColumns(IReadOnlyList<int> items, Func<int, double> weight, int[] rows, IReadOnlyList<GraphLink> links)
    {
        var places = items.ToDictionary(item => item, item => Add(item, rows[item], GraphLayout.BoxWidth, weight(item)));
        foreach (var link in links)
        {
            Join(link, places[link.From], places[link.To]);
        }

        var byRow = _places.GroupBy(place => place.Row).OrderBy(row => row.Key).Select(row => row.ToList()).ToList();
        byRow.ForEach(row => Spread(row, place => place.X));
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (var row in sweep % 2 == 0 ? byRow : Enumerable.Reverse(byRow))
            {
                // The first sweeps sort, the others only straighten.
                if (sweep < Sweeps / 4)
                {
                    row.Sort((a, b) => a.Wanted.CompareTo(b.Wanted));
                }

                Spread(row, place => place.Wanted);
            }
        }

        _left = _places.Select(place => place.X - (place.Width / 2)).DefaultIfEmpty(0).Min();
        Width = _places.Select(place => place.X + (place.Width / 2)).DefaultIfEmpty(0).Max() - _left;
    }

    /// <summary>The width of the lane.</summary>
    public double Width { get; }

    /// <summary>The middle of each item, from the lane's left edge.</summary>
    public IEnumerable<(int Item, double X)> Items => _places.Where(place => place.Item >= 0).Select(place => (place.Item, place.X - _left));

    /// <summary>Where edges over several rows pass the rows between.</summary>
    public IEnumerable<(GraphLink Link, IEnumerable<(int Row, double X)> Points)> Bends =>
        _bends.Select(bend => (bend.Key, bend.Value.Select(place => (place.Row, place.X - _left))));

    /// <summary>
    /// Places a row: each where it wants to be, or as near to it as the others let it in the least squares sense, by pooling those that would
    /// come too near to each other (isotonic regression).
    /// </summary>
    private static void Spread(List<Place> row, Func<Place, double> wanted)
    {
        var pools = new List<(double Sum, double Weight, List<Place> Members)>();
        var offset = 0.0;
        foreach (var (i, place) in row.Index())
        {
            offset += i == 0 ? 0 : ((row[i - 1].Width + place.Width) / 2) + Gap;
            place.Offset = offset;
            pools.Add(((wanted(place) - offset) * place.Weight, place.Weight, [place]));
            while (pools.Count > 1 && Mean(pools[^2]) >= Mean(pools[^1]))
            {
                var (last, before) = (pools[^1], pools[^2]);
                pools.RemoveAt(pools.Count - 1);
                pools[^1] = (before.Sum + last.Sum, before.Weight + last.Weight, [.. before.Members, .. last.Members]);
            }
        }

        foreach (var pool in pools)
        {
            pool.Members.ForEach(place => place.X = Mean(pool) + place.Offset);
        }

        static double Mean((double Sum, double Weight, List<Place> Members) pool) => pool.Sum / pool.Weight;
    }

    private Place Add(int item, int row, double width, double weight)
    {
        _places.Add(new(item, row, width, weight));
        return _places[^1];
    }

    private void Join(GraphLink link, Place from, Place to)
    {
        var step = Math.Sign(to.Row - from.Row);
        var bends = new List<Place>();
        var before = from;
        for (var row = from.Row + step; step != 0 && row != to.Row; row += step)
        {
            bends.Add(Add(-1, row, BendWidth, BendWeight));
            Place.Link(before, bends[^1]);
            before = bends[^1];
        }

        Place.Link(before, to);
        _bends.Add(link, bends);
    }

    /// <summary>A place in a row: an item's, or of an edge that passes.</summary>
    private sealed class Place(int item, int row, double width, double weight)
    {
        private readonly List<Place> _neighbours = [];

        public int Item => item;

        public int Row => row;

        public double Width => width;

        public double Weight => weight;

        public double X { get; set; }

        public double Offset { get; set; }

        /// <summary>The middle of what it is linked to.</summary>
        public double Wanted => _neighbours.Count == 0 ? X : _neighbours.Sum(neighbour => neighbour.X * neighbour.Weight) / _neighbours.Sum(neighbour => neighbour.Weight);

        public static void Link(Place a, Place b)
        {
            a._neighbours.Add(b);
            b._neighbours.Add(a);
        }
    }
}
