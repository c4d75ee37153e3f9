using TransferKit.Graphs.Gradients;
using TransferKit.Graphs.Tests.Gradients.Cases;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>Every rule's gradients against central differences, its outputs against ONNX Runtime's own kernels.</summary>
public class RuleTests
{
    private const double Bound = 1e-6;
    private const double BoundInFloat32 = 1e-4;

    public static TheoryData<string> Cases => [.. RuleCases.All().Select(found => found.Title)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rule_HoldsAgainstDifferencesAndKernels(string title)
    {
        var graph = RuleCases.Find(title).Derive();
        Assert.InRange(graph.LargestError(), 0, Bound);
        Assert.InRange(graph.LargestOutputError(), 0, BoundInFloat32);
        Assert.InRange(graph.LargestErrorInFloat32(), 0, BoundInFloat32);
    }

    [Fact]
    public void EveryRule_HasACase() =>
        Assert.Equal(RuleTable.Operators.Order(StringComparer.Ordinal), RuleCases.All().Select(found => found.Operator).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void PathsThatJoin_AddUp() =>
        Assert.InRange(new GradientCheck().Positive("x", 3).LargestError(graph =>
        {
            var root = graph.Node("Sqrt", ["x"]);
            return graph.Node("Add", [graph.Node("Mul", [root, root]), graph.Node("Mul", [root, "x"])]);
        }), 0, Bound);

    [Fact]
    public void OperatorWithoutRule_NamesNodeAndOperator()
    {
        var error = Assert.Throws<UnsupportedOperatorException>(() =>
            new GradientCheck().Input("x", 3).LargestError(graph => graph.Node("Sin", ["x"], output: "curve")));
        Assert.Contains("curve", error.Message, StringComparison.Ordinal);
        Assert.Contains("Sin", error.Message, StringComparison.Ordinal);
    }
}
