using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using TransferKit.Tasks;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Tests.Tasks;

public class HuberLossTests
{
    [Theory]
    [InlineData(0.5, 0, 0.125, 0.5)]
    [InlineData(-1.5, 0, 1, -1)]
    [InlineData(103, 3, 99.5, 1)]
    public void IsSquaredNearZero_AndLinearBeyondOne(float output, double label, double expected, double slope)
    {
        var loss = new HuberLoss();
        Assert.Equal(expected, loss.OfRow([output], label), 6);
        var graph = new GraphBuilder("huber");
        graph.Input("y", DataType.Float, 1, 1);
        graph.Input("t", DataType.Float, 1, 1);
        graph.Input("w", DataType.Float, 1, 1);
        graph.Node("Identity", [loss.Add(graph, "y", "t", "w")], output: "loss");
        graph.Output("loss", DataType.Float);
        using var session = new GraphSession(TrainingGraph.Derive(graph.ToModel(), "loss", ["y"]).Model);
        using var value = new PinnedTensor();
        using var gradient = new PinnedTensor(1, 1);
        var inputs = new Dictionary<string, float> { ["y"] = output, ["t"] = (float)label, ["w"] = 1 }.ToDictionary(pair => pair.Key, pair =>
        {
            var tensor = new PinnedTensor(1, 1);
            tensor.Span[0] = pair.Value;
            session.BindInput(pair.Key, tensor);
            return tensor;
        });
        session.BindOutput("loss", value);
        session.BindOutput(TrainingGraph.GradientName("y"), gradient);
        session.Run();
        Assert.Equal(expected, value.Span[0], 3);
        Assert.Equal(slope, gradient.Span[0], 5);
        inputs.Values.ToList().ForEach(tensor => tensor.Dispose());
    }
}
