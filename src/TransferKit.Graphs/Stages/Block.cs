using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Stages;

/// <summary>What a region between two cut points is, as far as stages are concerned.</summary>
internal enum Block
{
    /// <summary>Nothing to learn, or what belongs to the weights before it: activation, pooling, bias, embedding.</summary>
    None,

    /// <summary>A normalisation that follows no convolution: it prepares what comes next.</summary>
    Normalisation,

    /// <summary>A convolution, or a matrix product with the weights of a fully connected layer.</summary>
    Convolution,

    /// <summary>A 1x1 convolution.</summary>
    Pointwise,

    /// <summary>A convolution with a filter of its own for every channel.</summary>
    Depthwise,

    /// <summary>Squeeze-and-excitation and its like: weights that scale the map before them.</summary>
    Gate,

    /// <summary>Branches that are concatenated: an inception module, a fire module, a dense block.</summary>
    Module,

    /// <summary>Branches that are added: a residual block.</summary>
    Residual,

    /// <summary>A residual block around self-attention: the first half of a transformer block.</summary>
    Attention,
}

internal static class Blocks
{
    /// <summary>Tells what a region is.</summary>
    /// <param name="topology">The graph.</param>
    /// <param name="shapes">The shapes of its tensors.</param>
    /// <param name="region">The region.</param>
    /// <param name="afterWeights">Whether it follows a convolution or matrix product directly.</param>
    public static Block Of(GraphTopology topology, ActivationShapes shapes, Region region, bool afterWeights)
    {
        var weighted = region.Nodes.Where(n => Operators.IsWeighted(topology, n)).ToList();
        if (weighted.Count == 0)
        {
            return !afterWeights && region.Nodes.Any(n => Operators.IsNormalisation(topology, n)) ? Block.Normalisation : Block.None;
        }

        return region.Nodes.Count == 1 ? Single(topology, shapes, region.Nodes[0]) : Branches(topology, shapes, region);
    }

    private static Block Single(GraphTopology topology, ActivationShapes shapes, int index)
    {
        var node = topology.Graph.Node[index];
        if (!Operators.IsConvolution(node))
        {
            return Block.Convolution;
        }

        var weight = shapes.Of(node.Input[1]);
        var groups = node.Long("group", 1);
        return (groups, weight) switch
        {
            ( > 1, [_, 1, ..]) => Block.Depthwise,
            (1, [_, _, .. var kernel]) when kernel.All(size => size == 1) => Block.Pointwise,
            _ => Block.Convolution,
        };
    }

    private static Block Branches(GraphTopology topology, ActivationShapes shapes, Region region)
    {
        var last = region.Nodes[^1];
        var join = topology.Graph.Node[last];
        if (join.OpType == "Mul" && topology.DataInputs(last).Any(input => IsBroadcast(shapes.Of(input), shapes.Of(region.Output))))
        {
            return Block.Gate;
        }

        if (region.Nodes.Any(n => topology.Graph.Node[n].OpType == "Softmax"))
        {
            return Block.Attention;
        }

        return join.OpType == "Concat" ? Block.Module : Block.Residual;
    }

    private static bool IsBroadcast(long[] input, long[] output) => Tensors.Count(input) < Tensors.Count(output);
}
