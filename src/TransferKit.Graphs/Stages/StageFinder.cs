using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Stages;

/// <summary>
/// Finds a backbone's stages: runs of nodes up to a cut point that hold at least one complete block. In a plain chain a
/// convolution with its activation is a block; a depthwise one, the 1x1 before it that widens and the 1x1 after it are one
/// (MobileNetV2, https://arxiv.org/abs/1801.04381), as are a squeezing 1x1 and the module it feeds (SqueezeNet,
/// https://arxiv.org/abs/1602.07360) and the two residual halves of a transformer block (https://arxiv.org/abs/2010.11929).
/// </summary>
public static class StageFinder
{
    /// <summary>Finds the stages.</summary>
    /// <param name="model">The backbone.</param>
    /// <param name="inputShape">The image input's shape with a batch of one, such as [1, 3, 224, 224].</param>
    /// <param name="trunkEnd">The tensor that the trunk ends at, or null to end it before the last classifier layer.</param>
    /// <param name="input">The image input's name, or null where the model has one input.</param>
    /// <exception cref="InvalidModelException">The model has no such tensor, does not take that shape, or has no weights.</exception>
    public static StageList Find(OnnxModel model, IReadOnlyList<long> inputShape, string? trunkEnd = null, string? input = null)
    {
        var topology = new GraphTopology(model, input);
        var shapes = ActivationShapes.Infer(topology, inputShape);
        var finder = new TrunkEndFinder(topology, shapes);
        var end = trunkEnd is null ? finder.Find() : finder.Named(trunkEnd);
        var regions = CutPoints.Find(topology, end.Tensor);
        var runs = Runs(regions, Starts(topology, shapes, regions));
        if (runs.Count == 0)
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(model.Path)} has no convolution or matrix product with weights before '{end.Tensor}': nothing to retrain.", model.Path);
        }

        return new(topology, shapes, end, Describe(topology, shapes, runs), [.. regions.Select(region => region.Output)]);
    }

    /// <summary>The regions that open a stage.</summary>
    private static List<int> Starts(GraphTopology topology, ActivationShapes shapes, IReadOnlyList<Region> regions)
    {
        var starts = new List<int>();
        var stage = new OpenStage();
        var afterWeights = false;
        int? normalisation = null;
        for (var i = 0; i < regions.Count; i++)
        {
            var block = Blocks.Of(topology, shapes, regions[i], afterWeights);
            afterWeights = block switch
            {
                Block.Convolution or Block.Pointwise or Block.Depthwise => true,
                Block.None => afterWeights && regions[i].Nodes.Any(n => Operators.Parameters(topology, n).Any()),
                _ => false,
            };
            if (block == Block.Normalisation)
            {
                normalisation ??= i;
            }
            else if (block == Block.None)
            {
                stage.Pooled |= regions[i].Nodes.Any(n => Operators.IsPooling(topology.Graph.Node[n]));
            }
            else
            {
                if (starts.Count == 0 || !stage.Continues(block))
                {
                    starts.Add(starts.Count == 0 ? 0 : normalisation ?? i);
                    stage = new();
                }

                stage.Add(block);
                normalisation = null;
            }
        }

        return starts;
    }

    private static List<Region> Runs(IReadOnlyList<Region> regions, List<int> starts)
    {
        var ends = starts.Skip(1).Append(regions.Count);
        return [.. starts.Zip(ends, (first, next) => new Region(
            [.. regions.Take(first..next).SelectMany(r => r.Nodes)], regions[next - 1].Output))];
    }

    private static List<Stage> Describe(GraphTopology topology, ActivationShapes shapes, List<Region> runs)
    {
        var names = StageNames.Of(topology, runs);
        var taken = new HashSet<int>();
        var stages = new List<Stage>();
        foreach (var (run, name) in runs.Zip(names))
        {
            var needed = topology.Ancestors([run.Output], tensor => topology.Producer(tensor) is { } node && taken.Contains(node));
            taken.UnionWith(needed);
            stages.Add(new(
                name, run.Output, [.. topology.Order.Where(needed.Contains)], shapes.Of(run.Output),
                StageCosts.Parameters(topology, run.Nodes), StageCosts.Macs(topology, shapes, run.Nodes)));
        }

        return stages;
    }

    /// <summary>What the stage being filled holds so far.</summary>
    private sealed class OpenStage
    {
        private readonly List<Block> _blocks = [];

        public bool Pooled { get; set; }

        public void Add(Block block)
        {
            if (block != Block.Gate)
            {
                _blocks.Add(block);
                Pooled = false;
            }
        }

        public bool Continues(Block next) => (_blocks, next) switch
        {
            (_, Block.Gate) => true,
            ([.., Block.Depthwise], Block.Pointwise) => true,
            ([Block.Pointwise], Block.Depthwise) => true,
            ([Block.Pointwise], Block.Module) => !Pooled,
            ([.., Block.Attention], Block.Residual) => true,
            _ => false,
        };
    }
}
