using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Tasks;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Tasks;

/// <summary>A loss as the training runs it: its graph, with the gradient that is derived from it.</summary>
internal static class LossGraph
{
    /// <summary>The targets of some labels, row by row.</summary>
    public static float[] Targets(TaskLoss loss, int outputs, double[] labels)
    {
        var targets = new float[labels.Length * loss.Targets(outputs)];
        for (var row = 0; row < labels.Length; row++)
        {
            loss.WriteTarget(labels[row], targets.AsSpan(row * loss.Targets(outputs), loss.Targets(outputs)));
        }

        return targets;
    }

    /// <summary>The loss of scores [rows, outputs], and its gradient.</summary>
    public static (double Loss, float[] Gradient) Run(TaskLoss loss, int outputs, float[] scores, float[] weights, double[] labels)
    {
        var graph = new GraphBuilder("loss");
        graph.Input("scores", DataType.Float, labels.Length, outputs);
        graph.Input("targets", DataType.Float, labels.Length, loss.Targets(outputs));
        graph.Input("weights", DataType.Float, labels.Length, 1);
        graph.Node("Identity", [loss.Add(graph, "scores", "targets", "weights")], output: "loss");
        graph.Output("loss", DataType.Float);
        using var session = new GraphSession(TrainingGraph.Derive(graph.ToModel(), "loss", ["scores"]).Model);
        using var given = Pinned(scores, labels.Length, outputs);
        using var targets = Pinned(Targets(loss, outputs, labels), labels.Length, loss.Targets(outputs));
        using var rows = Pinned(weights, labels.Length, 1);
        using var value = new PinnedTensor();
        using var gradient = new PinnedTensor(labels.Length, outputs);
        session.BindInput("scores", given);
        session.BindInput("targets", targets);
        session.BindInput("weights", rows);
        session.BindOutput("loss", value);
        session.BindOutput(TrainingGraph.GradientName("scores"), gradient);
        session.Run();
        return (value.Span[0], gradient.Span.ToArray());
    }

    private static PinnedTensor Pinned(float[] values, params long[] shape)
    {
        var tensor = new PinnedTensor(shape);
        values.CopyTo(tensor.Span);
        return tensor;
    }
}
