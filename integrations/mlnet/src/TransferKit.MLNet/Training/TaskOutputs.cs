using TransferKit.Artifacts;
using TransferKit.Graphs.Onnx;
using TransferKit.MLNet.Scoring;
using TransferKit.Tasks;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.MLNet.Training;

/// <summary>
/// Adds the answers of a task to a graph, decided as <see cref="Prediction"/> decides. Where the labels are keys, the scores stand in the order of the keys, which ML.NET's evaluators rely on; a
/// key that was in no training row has the score 0.
/// </summary>
internal static class TaskOutputs
{
    /// <summary>Adds a task.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="task">The task, as the model file describes it.</param>
    /// <param name="columns">What its columns are called.</param>
    /// <param name="keys">What the keys of its labels stand for; null where the labels are no keys.</param>
    /// <param name="number">Its number, from 0.</param>
    /// <returns>Its columns.</returns>
    public static IReadOnlyList<OutputColumn> Add(PictureGraph graph, ArtifactTask task, TaskColumns columns, IReadOnlyList<string>? keys, int number)
    {
        var names = keys ?? task.Classes;
        return task.Kind switch
        {
            TaskKind.Regression => [new ValueColumn(columns.Score, Score(task.Name, 1, []))],
            TaskKind.Classification =>
            [
                new VectorColumn(columns.Score, Score(InOrder(graph.Builder, task, names), names.Count, names)),
                new ValueColumn(columns.PredictedLabel, Answer(Decision(graph.Builder, task, names), 1, [], -1), names),
            ],
            TaskKind.Ordinal =>
            [
                new VectorColumn(columns.Score, Score(task.Name, task.Classes.Count, task.Classes)),
                new ValueColumn(columns.PredictedLabel, Answer(Level(graph.Builder, task), 1, [], -1), task.Classes),
            ],
            TaskKind.MultiLabel =>
            [
                new VectorColumn(columns.Score, Score(task.Name, task.Classes.Count, task.Classes)),
                new VectorColumn(columns.PredictedLabel, Answer(Applies(graph.Builder, task), task.Classes.Count, task.Classes, float.NaN)),
            ],
            _ => throw new ArgumentOutOfRangeException(nameof(task), task.Kind, "no columns for this kind"),
        };

        GraphOutput Score(string tensor, int width, IReadOnlyList<string> slots) => graph.Add(new($"TransferKitScore{number}", tensor, width, slots, float.NaN));

        GraphOutput Answer(string tensor, int width, IReadOnlyList<string> slots, float missing) => graph.Add(new($"TransferKitAnswer{number}", tensor, width, slots, missing));
    }

    private static string InOrder(GraphBuilder builder, ArtifactTask task, IReadOnlyList<string> names)
    {
        var classes = task.Classes.ToList();
        var padded = builder.Node("Concat", [task.Name, builder.Constant(Tensors.FromFloats("transferkit.mlnet.never", [0], 1, 1))], [("axis", 1L)]);
        var order = names.Select(name => classes.IndexOf(name)).Select(place => place < 0 ? classes.Count : (long)place);
        return builder.Node("Gather", [padded, builder.Longs("transferkit.mlnet.order", [.. order])], [("axis", 1L)]);
    }

    /// <summary>The number among the names of the likeliest class, or of that of the least expected cost.</summary>
    private static string Decision(GraphBuilder builder, ArtifactTask task, IReadOnlyList<string> names)
    {
        var classes = task.Classes.Count;
        var best = task.Costs is not { } costs
            ? builder.Node("ArgMax", [task.Name], [("axis", 1L)])
            : builder.Node("ArgMin",
                [builder.Node("MatMul", [task.Name, builder.Constant(Tensors.FromFloats("transferkit.mlnet.costs", [.. costs.SelectMany(row => row).Select(cost => (float)cost)], classes, classes))])],
                [("axis", 1L)]);
        float[] places = [.. task.Classes.Select(name => (float)names.ToList().IndexOf(name))];
        return builder.Node("Gather", [builder.Constant(Tensors.FromFloats("transferkit.mlnet.places", places, classes)), best]);
    }

    /// <summary>The number of the first level whose probability together with those below it is one half: as many as stay below that.</summary>
    private static string Level(GraphBuilder builder, ArtifactTask task)
    {
        var levels = task.Classes.Count;
        float[] upToHere = [.. Enumerable.Range(0, levels * levels).Select(i => i / levels <= i % levels ? 1f : 0f)];
        var sums = builder.Node("MatMul", [task.Name, builder.Constant(Tensors.FromFloats("transferkit.mlnet.sums", upToHere, levels, levels))]);
        var below = builder.Node("Cast", [builder.Node("Less", [sums, builder.Scalar(0.5f, "transferkit.mlnet.half")])], [("to", (long)DataType.Float)]);
        // The last level is the answer of what rounding leaves below one half.
        float[] ones = [.. Enumerable.Range(0, levels).Select(level => level == levels - 1 ? 0f : 1f)];
        return builder.Node("MatMul", [below, builder.Constant(Tensors.FromFloats("transferkit.mlnet.ones", ones, levels, 1))]);
    }

    private static string Applies(GraphBuilder builder, ArtifactTask task)
    {
        float[] thresholds = [.. Enumerable.Range(0, task.Classes.Count).Select(label => task.Thresholds is { Count: > 0 } own ? (float)own[label] : 0.5f)];
        var below = builder.Node("Less", [task.Name, builder.Constant(Tensors.FromFloats("transferkit.mlnet.thresholds", thresholds, 1, thresholds.Length))]);
        return builder.Node("Cast", [builder.Node("Not", [below])], [("to", (long)DataType.Float)]);
    }
}
