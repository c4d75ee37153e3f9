using FsCheck.Xunit;
using TransferKit.Foundation;
using TransferKit.Graphs.Gradients.Convolutions;

namespace TransferKit.Graphs.Tests.Gradients;

/// <summary>Random convolutions, each in every formulation that can write it.</summary>
public class ConvolutionTests
{
    private const double Bound = 1e-6;
    private const double BoundInFloat32 = 1e-4;

    [Property(MaxTest = 60, Arbitrary = [typeof(RandomConvolution)])]
    public void AnyFormulation_HoldsAgainstDifferencesAndKernel(RandomConvolution drawn)
    {
        var graphs = ConvolutionStrategy.Names.Select(strategy => Derive(drawn, strategy)).OfType<CheckedGraph>().ToArray();
        Assert.NotEmpty(graphs);
        foreach (var graph in graphs)
        {
            Assert.InRange(graph.LargestError(), 0, Bound);
            Assert.InRange(graph.LargestOutputError(), 0, BoundInFloat32);
            Assert.InRange(graph.LargestErrorInFloat32(), 0, BoundInFloat32);
        }
    }

    /// <summary>The convolution in one formulation, or null where that cannot write it.</summary>
    private static CheckedGraph? Derive(RandomConvolution drawn, string strategy)
    {
        var check = new GradientCheck().Input("x", drawn.Map).Input("w", drawn.Weight).Input("b", drawn.Weight[0]).Strategy("y", strategy);
        try
        {
            var graph = check.Derive(graph => graph.Node(
                "Conv",
                ["x", "w", "b"],
                [("strides", drawn.Strides), ("pads", drawn.Pads), ("dilations", drawn.Dilations), ("group", drawn.Groups)],
                "y"));
            Assert.Equal(strategy, graph.Choices["y"]);
            return graph;
        }
        catch (InvalidOptionsException)
        {
            return null;
        }
    }
}
