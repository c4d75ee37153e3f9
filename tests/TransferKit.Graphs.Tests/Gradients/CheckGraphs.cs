using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>What graphs of checks are built from.</summary>
internal static class CheckGraphs
{
    /// <summary>A map behind a depthwise 1x1 convolution of <c>NAME.weight</c>: it lies as rows in the training graph, and keeps its signs.</summary>
    public static string Rows(this GraphBuilder graph, string map)
    {
        var channels = graph.Graph.Input.First(input => input.Name == map).Type.TensorType.Shape.Dim[1].DimValue;
        return graph.Node("Conv", [map, map + ".weight"], [("group", channels)]);
    }

    /// <summary>A constant of float32.</summary>
    public static string Numbers(this GraphBuilder graph, long[] shape, params float[] values) =>
        graph.Constant(Tensors.FromFloats("numbers", values, shape));
}
