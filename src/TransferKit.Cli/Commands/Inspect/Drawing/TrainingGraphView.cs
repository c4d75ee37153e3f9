using TransferKit.Backbones;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Cli.Commands.Inspect.Drawing;

/// <summary>
/// The training graph that is derived for the last stages of a backbone, to be shown. The mean of the trunk's end stands for the heads,
/// which no backbone has.
/// </summary>
internal sealed class TrainingGraphView
{
    /// <summary>Images in the batch that the graph is derived for: as many as training takes.</summary>
    public const int Batch = 32;

    /// <summary>The tensor that stands for the heads' loss.</summary>
    public const string Loss = "loss";

    private readonly IReadOnlyDictionary<string, long[]> _shapes;
    private readonly HashSet<string> _constants;

    private TrainingGraphView(string model, string from, DerivedGraph derived, IReadOnlyCollection<string> weights)
    {
        var graph = derived.Model.Graph;
        (From, Formulations, _shapes) = (from, derived.Choices, TensorShapes.Of(derived.Model));
        Title = $"The training graph of {model} from {from} on, {Batch} images a step";
        _constants = [.. graph.Initializer.Select(constant => constant.Name)];
        var (forward, live) = (Leading(graph, Loss), Live(graph));
        var gradients = weights.Select(TrainingGraph.GradientName).ToHashSet();
        GraphItemKind Kind(NodeProto node) => !forward.Contains(node)
            ? gradients.Contains(node.Output[0]) ? GraphItemKind.Gradient : GraphItemKind.Backward
            : live.Contains(node.Output[0]) ? GraphItemKind.Forward : GraphItemKind.Frozen;
        Items =
        [
            .. graph.Input.Select(input => weights.Contains(input.Name)
                ? new GraphItem(input.Name, "weight", GraphItemKind.Weight, [], [input.Name])
                : new GraphItem(input.Name, "activation", GraphItemKind.Data, [], [input.Name])),
            .. graph.Node.Select(node => new GraphItem(
                node.Name,
                node.OpType,
                Kind(node),
                [.. node.Input.Where(input => input.Length > 0)],
                [.. node.Output.Where(output => output.Length > 0)])),
        ];
    }

    /// <summary>What is shown.</summary>
    public string Title { get; }

    /// <summary>The first stage that would be trained.</summary>
    public string From { get; }

    /// <summary>The inputs, then the nodes: producers before readers.</summary>
    public IReadOnlyList<GraphItem> Items { get; }

    /// <summary>The formulation of each convolution, by node name.</summary>
    public IReadOnlyDictionary<string, string> Formulations { get; }

    /// <summary>Derives the graph from a stage on.</summary>
    /// <param name="backbone">The backbone.</param>
    /// <param name="from">The first stage that would be trained; null for the last.</param>
    /// <exception cref="UnsupportedOperatorException">One of the stages holds an operator without a gradient rule.</exception>
    public static TrainingGraphView Of(Backbone backbone, string? from)
    {
        var stages = backbone.Stages;
        var first = from is null ? stages.Count - 1 : stages.IndexOf(from);
        var end = stages.TrunkEnd.Tensor;
        var suffix = TrainableSuffix.Create(stages, first, Batch, [end]);
        string[] weights = [.. suffix.Parameters.Select(weight => weight.Name)];
        var derived = TrainingGraph.Derive([suffix.Model, Mean(end, [Batch, .. stages.Shapes.Of(end)[1..]])], Loss, weights);
        return new(backbone.Id, stages[first].Name, derived, weights);
    }

    /// <summary>Whether a tensor is a constant of the graph.</summary>
    public bool IsConstant(string tensor) => _constants.Contains(tensor);

    /// <summary>A tensor's shape, such as <c>[32, 10]</c>.</summary>
    public string Shape(string tensor) =>
        $"[{string.Join(", ", (_shapes.GetValueOrDefault(tensor) ?? []).Select(size => size < 0 ? "?" : $"{size}"))}]";

    private static HashSet<NodeProto> Leading(GraphProto graph, string output)
    {
        var needed = new HashSet<string> { output };
        var nodes = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Node.Reverse().Where(node => node.Output.Any(needed.Contains)))
        {
            needed.UnionWith(node.Input);
            nodes.Add(node);
        }

        return nodes;
    }

    /// <summary>What depends on an input.</summary>
    private static HashSet<string> Live(GraphProto graph)
    {
        var live = graph.Input.Select(input => input.Name).ToHashSet();
        foreach (var node in graph.Node.Where(node => node.Input.Any(live.Contains)))
        {
            live.UnionWith(node.Output);
        }

        return live;
    }

    private static ModelProto Mean(string tensor, long[] shape)
    {
        var graph = new GraphBuilder("mean");
        graph.Input(tensor, DataType.Float, shape.Select(size => (long?)size));
        graph.Node("ReduceMean", [tensor], [("keepdims", 0L)], output: Loss);
        graph.Output(Loss, DataType.Float);
        return graph.ToModel();
    }
}
