namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>Every formulation of a convolution: its gradients against central differences, its output against ONNX Runtime's own kernel.</summary>
public class ConvolutionTests
{
    private const double Bound = 1e-6;

    public static TheoryData<string, long[], long[], long[], long[], long[], int> Cases => new()
    {
        // strategy, map [N, C, H, W], weight, strides, pads, dilations, groups
        { "pointwise", [2, 3, 4, 5], [4, 3, 1, 1], [1, 1], [0, 0, 0, 0], [1, 1], 1 },
        { "pointwise", [2, 3, 5, 4], [4, 3, 1, 1], [2, 2], [0, 0, 0, 0], [1, 1], 1 },
        { "gather", [2, 3, 5, 4], [2, 3, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 1 },
        { "gather", [2, 3, 7, 6], [2, 3, 3, 3], [2, 2], [1, 1, 1, 1], [1, 1], 1 },
        { "gather", [1, 2, 7, 7], [2, 2, 7, 7], [2, 2], [3, 3, 3, 3], [1, 1], 1 },
        { "gather", [2, 2, 6, 6], [3, 2, 1, 5], [1, 1], [0, 2, 0, 2], [1, 1], 1 },
        { "gather", [2, 2, 6, 6], [3, 2, 5, 1], [1, 2], [2, 0, 2, 0], [1, 1], 1 },
        { "gather", [1, 2, 7, 7], [2, 2, 3, 3], [1, 1], [2, 2, 2, 2], [2, 2], 1 },
        { "gather", [1, 2, 6, 6], [2, 2, 2, 2], [2, 2], [0, 0, 1, 1], [1, 1], 1 },
        { "winograd-4", [2, 3, 7, 7], [2, 3, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 1 },
        { "winograd-4", [1, 2, 6, 5], [3, 2, 3, 3], [1, 1], [0, 0, 0, 0], [1, 1], 1 },
        { "winograd-2", [2, 3, 5, 4], [2, 3, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 1 },
        { "winograd-2", [1, 2, 4, 6], [3, 2, 3, 3], [1, 1], [2, 1, 0, 1], [1, 1], 1 },
        { "banded", [2, 3, 4, 5], [3, 1, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 3 },
        { "banded", [2, 3, 5, 5], [3, 1, 5, 5], [2, 2], [2, 2, 2, 2], [1, 1], 3 },
        { "taps", [2, 3, 4, 5], [3, 1, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 3 },
        { "taps", [2, 3, 5, 6], [3, 1, 3, 3], [2, 2], [0, 0, 1, 1], [1, 1], 3 },
        { "grouped", [2, 4, 4, 4], [6, 2, 3, 3], [1, 1], [1, 1, 1, 1], [1, 1], 2 },
        { "grouped", [2, 4, 5, 5], [8, 1, 3, 3], [2, 2], [1, 1, 1, 1], [1, 1], 4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_AgreeWithDifferences(string strategy, long[] map, long[] weight, long[] strides, long[] pads, long[] dilations, int groups)
    {
        var check = new GradientCheck().Input("x", false, map).Input("w", false, weight).Input("b", false, weight[0]).Strategy("y", strategy);
        var error = check.LargestError(graph => graph.Node(
            "Conv", ["x", "w", "b"], [("strides", strides), ("pads", pads), ("dilations", dilations), ("group", groups)], "y"));
        Assert.Equal(strategy, check.Choices["y"]);
        Assert.InRange(error, 0, Bound);
    }
}
