using TransferKit.Foundation;
using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>One graph with the gradients of two losses that share a convolution.</summary>
public class SeveralLossesTests
{
    [Fact]
    public void GradientsOfEach_AddUpToThatOfTheSum()
    {
        var each = TrainingGraph.DeriveEach([Model()], ["a", "b"], ["w", "heads"]);
        var sum = Run(TrainingGraph.Derive([Model()], "both", ["w", "heads"]));
        var found = Run(each);
        foreach (var parameter in (string[])["w", "heads"])
        {
            var (a, b) = (found[TrainingGraph.GradientName("a", parameter)], found[TrainingGraph.GradientName("b", parameter)]);
            var expected = sum[TrainingGraph.GradientName(parameter)];
            Assert.Contains(a.Zip(b), pair => pair.First != pair.Second);
            Assert.All(expected.Index(), pair => Assert.Equal(pair.Item, a[pair.Index] + b[pair.Index], 5));
        }
    }

    [Fact]
    public void AGradient_IsThereWhereItsLossDependsOnTheParameter()
    {
        var derived = TrainingGraph.DeriveEach([Model()], ["a", "b"], ["w", "only"]);
        Assert.Equal(
            ["gradient.a.only", "gradient.a.w", "gradient.b.w"],
            derived.Model.Graph.Output.Select(output => output.Name).Where(name => name.StartsWith("gradient", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var error = Assert.Throws<InvalidModelException>(() => TrainingGraph.DeriveEach([Model()], ["b"], ["w", "only"]));
        Assert.Contains("'only'", error.Message);
    }

    [Fact]
    public void TheForwardPart_IsThereOnce()
    {
        int Clips(DerivedGraph graph) => graph.Model.Graph.Node.Count(node => node.OpType == "Clip");
        Assert.Equal(Clips(TrainingGraph.Derive([Model()], "both", ["w"])), Clips(TrainingGraph.DeriveEach([Model()], ["a", "b"], ["w"])));
    }

    private static ModelProto Model()
    {
        var graph = new GraphBuilder("losses");
        graph.Input("x", DataType.Float, 2, 3, 6, 6);
        graph.Input("w", DataType.Float, 4, 3, 3, 3);
        graph.Input("heads", DataType.Float, 4, 2);
        graph.Input("only", DataType.Float, 2);
        var map = graph.Node("Clip", [graph.Node("Conv", ["x", "w"], [("pads", new[] { 1L, 1, 1, 1 })]), graph.Scalar(0), graph.Scalar(6)]);
        var features = graph.Node("Flatten", [graph.Node("GlobalAveragePool", [map])]);
        var outputs = graph.Node("MatMul", [features, "heads"]);
        graph.Node("ReduceSum", [graph.Node("Add", [graph.Node("Mul", [outputs, outputs]), "only"])], [("keepdims", 0L)], "a");
        graph.Node("ReduceSum", [graph.Node("Sigmoid", [outputs])], [("keepdims", 0L)], "b");
        graph.Node("Add", ["a", "b"], output: "both");
        foreach (var output in (string[])["a", "b", "both"])
        {
            graph.Output(output, DataType.Float);
        }

        return graph.ToModel();
    }

    private static Dictionary<string, float[]> Run(DerivedGraph derived)
    {
        using var session = new GraphSession(derived.Model);
        var tensors = new List<PinnedTensor>();
        foreach (var input in derived.Model.Graph.Input.Select(input => input.Name))
        {
            var layout = derived.Layouts[input];
            var tensor = new PinnedTensor(layout.Stored);
            var stream = new RandomStream(1, input);
            float[] plain = [.. Enumerable.Range(0, tensor.Span.Length).Select(_ => (float)stream.NextGaussian())];
            layout.Store<float>(plain, tensor.Span);
            session.BindInput(input, tensor);
            tensors.Add(tensor);
        }

        var outputs = derived.Model.Graph.Output.ToDictionary(
            output => output.Name, output => new PinnedTensor([.. output.Type.TensorType.Shape.Dim.Select(dimension => dimension.DimValue)]));
        foreach (var (name, tensor) in outputs)
        {
            session.BindOutput(name, tensor);
        }

        session.Run();
        var values = outputs.ToDictionary(output => output.Key, output => output.Value.Span.ToArray());
        tensors.Concat(outputs.Values).ToList().ForEach(tensor => tensor.Dispose());
        return values;
    }
}
