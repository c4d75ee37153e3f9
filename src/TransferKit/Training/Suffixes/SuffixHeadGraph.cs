using TransferKit.Features;
using TransferKit.Graphs.Onnx;
using TransferKit.Training.Adapters;
using TransferKit.Training.Heads;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Training.Suffixes;

/// <summary>From the activations of the trained stages to each task's loss, to that with its head's L2, and to the sum of these.</summary>
internal static class SuffixHeadGraph
{
    public const string Loss = "transferkit.loss";
    public const string Frozen = "transferkit.frozen";

    /// <summary>The inputs of a task that are the same for all batches.</summary>
    public static IReadOnlyList<string> Given { get; } = ["mean", "scale", "decay"];

    /// <summary>The name of a task's output: its loss, the row weights in it.</summary>
    public static string LossOf(int task) => Name(task, "loss");

    /// <summary>The name of a task's output: its loss and its head's L2.</summary>
    public static string ObjectiveOf(int task) => Name(task, "objective");

    /// <summary>The name of an input of one task: <c>targets</c>, <c>weights</c>, <c>mean</c>, <c>scale</c> or <c>decay</c>.</summary>
    public static string Name(int task, string part) => FormattableString.Invariant($"transferkit.task{task}.{part}");

    /// <summary>Writes the graph.</summary>
    /// <param name="plan">What the heads read.</param>
    /// <param name="heads">The heads.</param>
    /// <param name="adapters">What changes the features that all heads read, or one of them.</param>
    /// <param name="rows">Images in a batch.</param>
    public static ModelProto Build(SuffixPlan plan, IReadOnlyList<HeadPlan> heads, IReadOnlyList<AdapterPlan> adapters, int rows)
    {
        var graph = new GraphBuilder("heads");
        var features = AddFeatures(graph, plan, rows, heads[0].Features);
        string Adapted(string read, int? task) => adapters.FirstOrDefault(adapter => adapter.Task == task) is { } own ? AdapterLayers.Add(graph, own, read, rows) : read;
        features = Adapted(features, null);
        var losses = heads.Select((head, task) => AddTask(graph, head, task, Adapted(features, task), rows)).ToList();
        graph.Node("Identity", [losses.Aggregate((a, b) => graph.Node("Add", [a, b]))], output: Loss);
        graph.Output(Loss, DataType.Float);
        foreach (var task in Enumerable.Range(0, heads.Count))
        {
            graph.Output(LossOf(task), DataType.Float);
            graph.Output(ObjectiveOf(task), DataType.Float);
        }

        return graph.ToModel();
    }

    private static string AddFeatures(GraphBuilder graph, SuffixPlan plan, int rows, int columns)
    {
        foreach (var tensor in plan.Trained.Select(tap => tap.Tensor).Distinct())
        {
            graph.Input(tensor, DataType.Float, [rows, .. plan.Stages.Shapes.Of(tensor)[1..].Select(d => (long?)d)]);
        }

        var trained = plan.Trained.Select(tap => FeatureGraph.Pool(graph, tap, plan.Stages.Shapes.Of(tap.Tensor), plan.Stages)).ToList();
        var frozen = columns - trained.Sum(part => part.Width);
        List<string> parts = frozen == 0 ? [] : [graph.Input(Frozen, DataType.Float, rows, frozen)];
        parts.AddRange(trained.Select(part => part.Tensor));
        return parts is [var only] ? only : graph.Node("Concat", parts, [("axis", 1L)]);
    }

    private static string AddTask(GraphBuilder graph, HeadPlan head, int task, string features, int rows)
    {
        var targets = graph.Input(Name(task, "targets"), DataType.Float, rows, head.Targets);
        var weights = graph.Input(Name(task, "weights"), DataType.Float, rows, 1);
        var mean = graph.Input(Name(task, "mean"), DataType.Float, head.Features);
        var scale = graph.Input(Name(task, "scale"), DataType.Float, head.Features);
        var decay = graph.Input(Name(task, "decay"), DataType.Float);
        var standardised = graph.Node("Mul", [graph.Node("Sub", [features, mean]), scale]);
        var outputs = HeadLayers.Add(graph, head, task, standardised, rows);
        var squares = HeadLayers.Parameters(head, task).Where(p => p.Role == ParameterRole.Weight)
            .Select(p => graph.Node("ReduceSum", [graph.Node("Mul", [p.Name, p.Name])], [("keepdims", 0L)]))
            .Aggregate((a, b) => graph.Node("Add", [a, b]));
        var penalty = graph.Node("Mul", [graph.Node("Mul", [decay, graph.Scalar(0.5f)]), squares]);
        var loss = graph.Node("Identity", [head.Loss.Add(graph, outputs, targets, weights)], output: LossOf(task));
        return graph.Node("Add", [loss, penalty], output: ObjectiveOf(task));
    }
}
