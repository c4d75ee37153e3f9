using System.Text;

namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>A training graph as text: a line an input or node, in the order in which they are computed.</summary>
internal static class TrainingGraphText
{
    /// <summary>The text.</summary>
    public static string Of(TrainingGraphView graph)
    {
        var text = new StringBuilder();
        text.Append(Line(graph.Title)).Append("The loss stands for what the heads make of the trunk's end. Constants are marked by '*'.\n");
        Section(text, "Formulations of the convolutions", graph.Formulations.Select(choice => $"{choice.Key}: {choice.Value}"));
        Section(text, "Data", Lines(graph, GraphItemKind.Data));
        Section(text, "Weights", Lines(graph, GraphItemKind.Weight));
        Section(text, "Forward", Lines(graph, GraphItemKind.Frozen, GraphItemKind.Forward));
        Section(text, "Backward", Lines(graph, GraphItemKind.Backward, GraphItemKind.Gradient));
        return text.ToString();
    }

    private static IEnumerable<string> Lines(TrainingGraphView graph, params GraphItemKind[] kinds)
    {
        var items = graph.Items.Where(item => kinds.Contains(item.Kind)).ToArray();
        var (names, operators) = (Width(items.Select(item => item.Name)), Width(items.Select(item => item.Operator)));
        string Tensors(IEnumerable<string> tensors) =>
            string.Join(", ", tensors.Select(tensor => $"{tensor}{(graph.IsConstant(tensor) ? "*" : "")} {graph.Shape(tensor)}"));
        return items.Select(item => $"{item.Name.PadRight(names)}  {item.Operator.PadRight(operators)}  "
            + (item.Kind is GraphItemKind.Data or GraphItemKind.Weight ? graph.Shape(item.Name) : $"{Tensors(item.Inputs)} -> {Tensors(item.Outputs)}"));
    }

    private static int Width(IEnumerable<string> names) => names.Select(name => name.Length).DefaultIfEmpty(0).Max();

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append('\n').Append(title).Append('\n');
        foreach (var line in lines)
        {
            text.Append("  ").Append(Line(line));
        }
    }

    // A name may hold a line break, which must not start a line of its own.
    private static string Line(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter)) + "\n";
}
