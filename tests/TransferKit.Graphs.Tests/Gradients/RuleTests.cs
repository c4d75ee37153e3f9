using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Tests.Gradients;

public class RuleTests
{
    private const double Bound = 1e-6;

    public static TheoryData<string> Unary => ["Neg", "Identity", "Relu", "Sqrt", "LogSoftmax"];

    public static TheoryData<string, long[], long[]> Binary
    {
        get
        {
            var data = new TheoryData<string, long[], long[]>();
            foreach (var type in new[] { "Add", "Sub", "Mul", "Div" })
            {
                data.Add(type, [4, 3], [4, 3]);
                data.Add(type, [4, 3], [3]);
                data.Add(type, [3], [4, 3]);
                data.Add(type, [4, 1], [2, 1, 3]);
                data.Add(type, [2, 3], []);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Unary))]
    public void Unary_AgreesWithDifferences(string operatorType) =>
        Holds(new GradientCheck().Input("x", operatorType == "Sqrt", 4, 3), graph => graph.Node(operatorType, ["x"]));

    [Theory]
    [MemberData(nameof(Binary))]
    public void Binary_AgreesWithDifferences(string operatorType, long[] left, long[] right) =>
        Holds(
            new GradientCheck().Input("a", false, left).Input("b", false, right),
            graph => graph.Node(operatorType, ["a", "b"]));

    [Theory]
    [InlineData(0, 0, 1f, 1f)]
    [InlineData(0, 1, 0.5f, 2f)]
    [InlineData(1, 0, 1f, -1f)]
    [InlineData(1, 1, 2f, 1f)]
    public void Gemm_AgreesWithDifferences(int transA, int transB, float alpha, float beta)
    {
        var check = new GradientCheck().Input("a", false, transA == 0 ? [4, 3] : [3, 4])
            .Input("b", false, transB == 0 ? [3, 2] : [2, 3]).Input("c", false, 2);
        Holds(check, graph => graph.Node(
            "Gemm", ["a", "b", "c"], [("transA", transA), ("transB", transB), ("alpha", alpha), ("beta", beta)]));
    }

    [Fact]
    public void MatMul_AgreesWithDifferences() =>
        Holds(new GradientCheck().Input("a", false, 4, 3).Input("b", false, 3, 2), graph => graph.Node("MatMul", ["a", "b"]));

    [Theory]
    [InlineData("ReduceSum", 0L, 0L)]
    [InlineData("ReduceSum", -1L, 1L)]
    [InlineData("ReduceMean", 0L, 1L)]
    [InlineData("ReduceMean", 1L, 0L)]
    public void Reduction_AgreesWithDifferences(string operatorType, long axis, long keepDimensions)
    {
        Holds(new GradientCheck().Input("x", false, 4, 3, 2), graph => operatorType == "ReduceSum"
            ? graph.Node(operatorType, ["x", graph.Longs("axes", axis)], [("keepdims", keepDimensions)])
            : graph.Node(operatorType, ["x"], [("axes", new[] { axis }), ("keepdims", keepDimensions)]));
    }

    [Fact]
    public void BatchNormalization_AgreesWithDifferences()
    {
        var check = new GradientCheck().Input("x", false, 6, 3).Input("scale", false, 3).Input("bias", false, 3);
        Holds(check, graph =>
        {
            var (mean, variance) = (graph.Constant(Tensors.FromFloats("mean", new float[3], 3)),
                graph.Constant(Tensors.FromFloats("variance", new float[3], 3)));
            graph.Node("BatchNormalization", ["x", "scale", "bias", mean, variance], [("training_mode", 1L)], ["y", "mean'", "variance'"]);
            return "y";
        });
    }

    [Fact]
    public void PathsThatJoin_AddUp()
    {
        Holds(new GradientCheck().Input("x", true, 3), graph =>
        {
            var root = graph.Node("Sqrt", ["x"]);
            return graph.Node("Add", [graph.Node("Mul", [root, root]), graph.Node("Mul", [root, "x"])]);
        });
    }

    [Fact]
    public void OperatorWithoutRule_NamesNodeAndOperator()
    {
        var error = Assert.Throws<UnsupportedOperatorException>(() =>
            new GradientCheck().Input("x", false, 3).LargestError(graph => graph.Node("Sin", ["x"], output: "curve")));
        Assert.Contains("curve", error.Message, StringComparison.Ordinal);
        Assert.Contains("Sin", error.Message, StringComparison.Ordinal);
    }

    private static void Holds(GradientCheck check, Func<GraphBuilder, string> build) =>
        Assert.InRange(check.LargestError(build), 0, Bound);
}
