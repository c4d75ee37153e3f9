using System.Globalization;
using System.Text;
using System.Xml;

namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>A training graph as an SVG picture.</summary>
internal sealed class TrainingGraphSvg
{
    private const double Margin = 28;
    private const double LineHeight = 18;
    private const double LegendBox = 12;
    private const int MostLetters = 25;
    private const string Namespace = "http://www.w3.org/2000/svg";

    private const string Style = """
        text { font: 12px sans-serif; fill: #1f2937; }
        .title { font-size: 17px; font-weight: bold; }
        .small { font-size: 10.5px; fill: #4b5563; }
        rect { stroke: #6b7280; stroke-width: 1; }
        .weight { fill: #fde68a; }
        .data { fill: #bfdbfe; }
        .frozen { fill: #e5e7eb; }
        .forward { fill: #d9f99d; }
        .backward { fill: #ddd6fe; }
        .gradient { fill: #fecaca; }
        path { fill: none; stroke: #6b7280; stroke-width: 1.2; }
        .crossing { stroke: #a78bfa; stroke-opacity: 0.55; stroke-dasharray: 4 3; }
        .crossing.weight { stroke: #d97706; fill: none; }
        """;

    private static readonly (GraphItemKind Kind, string Text)[] Legend =
    [
        (GraphItemKind.Data, "activation at the cut"),
        (GraphItemKind.Weight, "weight"),
        (GraphItemKind.Frozen, "of constants alone"),
        (GraphItemKind.Forward, "forward, downwards"),
        (GraphItemKind.Backward, "backward, upwards"),
        (GraphItemKind.Gradient, "gradient of a weight"),
    ];

    private readonly TrainingGraphView _graph;
    private readonly GraphLayout _layout;
    private readonly XmlWriter _xml;

    private TrainingGraphSvg(TrainingGraphView graph, XmlWriter xml) => (_graph, _layout, _xml) = (graph, GraphLayout.Of(graph.Items), xml);

    /// <summary>The picture, UTF-8.</summary>
    public static byte[] Of(TrainingGraphView graph)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), Indent = true }))
        {
            new TrainingGraphSvg(graph, xml).Write();
        }

        return bytes.ToArray();
    }

    private void Write()
    {
        string[] notes =
        [
            "The loss stands for what the heads make of the trunk's end. Constants are not drawn. Dashed: a backward step reads a forward value.",
            .. _graph.Formulations.Select(choice => $"{choice.Key}: {choice.Value}"),
        ];
        var top = Margin + (LineHeight * (notes.Length + 3));
        var width = Math.Max(_layout.Width, 900) + (2 * Margin);
        var height = top + _layout.Height + Margin;
        _xml.WriteStartElement("svg", Namespace);
        Attributes(("width", width), ("height", height));
        _xml.WriteAttributeString("viewBox", FormattableString.Invariant($"0 0 {width:0.#} {height:0.#}"));
        _xml.WriteElementString("title", Namespace, Printable(_graph.Title));
        _xml.WriteElementString("style", Namespace, Style);
        Rectangle("background", 0, 0, width, height, "fill: white; stroke: none");
        Text("title", Margin, Margin, _graph.Title);
        WriteLegend(Margin + LineHeight);
        foreach (var (line, note) in notes.Index())
        {
            Text("small", Margin, Margin + (LineHeight * (line + 2.4)), note);
        }

        _xml.WriteStartElement("g", Namespace);
        _xml.WriteAttributeString("transform", FormattableString.Invariant($"translate({Margin:0.#} {top:0.#})"));
        foreach (var edge in _layout.Edges)
        {
            WriteEdge(edge);
        }

        foreach (var (item, box) in _graph.Items.Zip(_layout.Boxes))
        {
            WriteBox(item, box);
        }

        _xml.WriteEndElement();
        _xml.WriteEndElement();
    }

    private void WriteLegend(double y)
    {
        var x = Margin;
        foreach (var (kind, text) in Legend)
        {
            Rectangle(Class(kind), x, y - LegendBox + 2, LegendBox, LegendBox);
            Text("small", x + LegendBox + 6, y, text);
            x += 160;
        }
    }

    private void WriteBox(GraphItem item, LaidBox box)
    {
        var shapes = string.Join(" ", item.Outputs.Take(1).Select(_graph.Shape));
        _xml.WriteStartElement("g", Namespace);
        _xml.WriteElementString("title", Namespace, Printable($"{item.Name}: {item.Operator}\nreads {string.Join(", ", item.Inputs)}\nmakes {string.Join(", ", item.Outputs)} {shapes}"));
        Rectangle(Class(item.Kind), box.X, box.Y, GraphLayout.BoxWidth, GraphLayout.BoxHeight);
        var isNamed = item.Kind is GraphItemKind.Weight or GraphItemKind.Data or GraphItemKind.Gradient || item.Outputs.Contains(TrainingGraphView.Loss);
        Text("", box.X + 8, box.Y + 15, End(isNamed ? item.Name : item.Operator));
        Text("small", box.X + 8, box.Y + 29, shapes);
        _xml.WriteEndElement();
    }

    private void WriteEdge(LaidEdge edge)
    {
        var points = edge.Points;
        var path = new StringBuilder(FormattableString.Invariant($"M{points[0].X:0.#} {points[0].Y:0.#}"));
        foreach (var (from, to) in points.Zip(points.Skip(1)))
        {
            // It leaves and arrives straight, and bends between.
            var (x, y) = ((from.X + to.X) / 2, (from.Y + to.Y) / 2);
            path.Append(edge.Crosses
                ? FormattableString.Invariant($" C{x:0.#} {from.Y:0.#} {x:0.#} {to.Y:0.#} {to.X:0.#} {to.Y:0.#}")
                : FormattableString.Invariant($" C{from.X:0.#} {y:0.#} {to.X:0.#} {y:0.#} {to.X:0.#} {to.Y:0.#}"));
        }

        _xml.WriteStartElement("path", Namespace);
        if (edge.Crosses && _graph.Items[edge.Link.To].Kind != GraphItemKind.Gradient)
        {
            _xml.WriteAttributeString("class", _graph.Items[edge.Link.From].Kind == GraphItemKind.Weight ? "crossing weight" : "crossing");
        }

        _xml.WriteAttributeString("d", path.ToString());
        _xml.WriteEndElement();
    }

    private void Rectangle(string kind, double x, double y, double width, double height, string? style = null)
    {
        _xml.WriteStartElement("rect", Namespace);
        _xml.WriteAttributeString("class", kind);
        Attributes(("x", x), ("y", y), ("width", width), ("height", height), ("rx", style is null ? 4 : 0));
        if (style is not null)
        {
            _xml.WriteAttributeString("style", style);
        }

        _xml.WriteEndElement();
    }

    private void Text(string kind, double x, double y, string text)
    {
        _xml.WriteStartElement("text", Namespace);
        _xml.WriteAttributeString("class", kind);
        Attributes(("x", x), ("y", y));
        _xml.WriteString(Printable(text));
        _xml.WriteEndElement();
    }

    private void Attributes(params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            _xml.WriteAttributeString(name, value.ToString("0.#", CultureInfo.InvariantCulture));
        }
    }

    private static string Class(GraphItemKind kind) => kind.ToString().ToLowerInvariant();

    // The end of a name tells more than its beginning.
    private static string End(string name) => name.Length <= MostLetters ? name : "..." + name[^(MostLetters - 3)..];

    // XML has no place for most control characters and for half surrogates, whatever is done about them.
    private static string Printable(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
}
