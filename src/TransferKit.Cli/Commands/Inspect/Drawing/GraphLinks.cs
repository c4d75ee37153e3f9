namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>That one item reads what another makes.</summary>
/// <param name="From">The place of the one that makes it.</param>
/// <param name="To">The place of the reader.</param>
internal readonly record struct GraphLink(int From, int To);

/// <summary>Who reads what whom makes.</summary>
internal sealed class GraphLinks
{
    private readonly ILookup<int, int> _readers;
    private readonly ILookup<int, int> _makers;

    private GraphLinks(IReadOnlyList<GraphLink> all)
    {
        All = all;
        _readers = all.ToLookup(link => link.From, link => link.To);
        _makers = all.ToLookup(link => link.To, link => link.From);
    }

    /// <summary>Each pair once.</summary>
    public IReadOnlyList<GraphLink> All { get; }

    /// <summary>Finds the links.</summary>
    public static GraphLinks Of(IReadOnlyList<GraphItem> items)
    {
        var makers = items.Index().SelectMany(pair => pair.Item.Outputs, (pair, tensor) => (tensor, pair.Index)).ToDictionary(pair => pair.tensor, pair => pair.Index);
        return new([.. items.Index()
            .SelectMany(pair => pair.Item.Inputs.Where(makers.ContainsKey), (pair, tensor) => new GraphLink(makers[tensor], pair.Index))
            .Distinct()]);
    }

    /// <summary>Who reads what an item makes.</summary>
    public IEnumerable<int> Readers(int item) => _readers[item];

    /// <summary>Who makes what an item reads.</summary>
    public IEnumerable<int> Makers(int item) => _makers[item];
}
