using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;

namespace TransferKit.Graphs.Gradients;

/// <summary>Exporters let nodes share equal constants. Once some of these nodes are trained, the constants are equal no more.</summary>
public static class SharedConstants
{
    /// <summary>Gives a copy to each trained batch normalisation, and one to trained nodes of what a frozen node reads too.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="first">The first stage that is trained.</param>
    /// <param name="normalization">What is trained of batch normalisation.</param>
    /// <returns>The same stages where nothing is shared so.</returns>
    public static StageList Separate(StageList stages, int first, StageNormalization normalization)
    {
        var topology = stages.Topology;
        var trained = stages.Skip(first).SelectMany(stage => stage.Nodes).ToHashSet();
        var copied = Uses(topology).GroupBy(use => use.Constant)
            .SelectMany(uses => uses.Where(use => trained.Contains(use.Node) && Learns(topology, use, normalization) && (IsNorm(topology, use)
                ? uses.Count() > 1 || !use.IsDirect
                : uses.Any(other => !trained.Contains(other.Node)))))
            .ToList();
        return copied.Count == 0 ? stages : stages.WithModel(Copied(topology, copied));
    }

    private static OnnxModel Copied(GraphTopology topology, IReadOnlyList<Use> copied)
    {
        var model = topology.Model.Proto.Clone();
        var taken = model.Graph.Initializer.Select(constant => constant.Name).Concat(model.Graph.Node.SelectMany(node => node.Output)).ToHashSet();
        var copies = new Dictionary<(string, int?, int), string>();
        foreach (var use in copied)
        {
            var key = IsNorm(topology, use) ? (use.Constant, use.Node, use.Input) : (use.Constant, (int?)null, 0);
            if (!copies.TryGetValue(key, out var name))
            {
                copies.Add(key, name = Fresh(use.Constant, taken));
                model.Graph.Initializer.Add(new TensorProto(topology.Constant(use.Constant)) { Name = name });
            }

            model.Graph.Node[use.Node].Input[use.Input] = name;
        }

        return OnnxModel.From(model);
    }

    /// <summary>Every place where a node reads a constant, directly or behind Identity.</summary>
    private static IEnumerable<Use> Uses(GraphTopology topology)
    {
        foreach (var node in topology.Order.Where(node => topology.Graph.Node[node].OpType != "Identity"))
        {
            var inputs = topology.Graph.Node[node].Input;
            for (var input = 0; input < inputs.Count; input++)
            {
                var constant = inputs[input];
                while (topology.ProducerNode(constant) is { OpType: "Identity" } identity)
                {
                    constant = identity.Input[0];
                }

                if (topology.Constant(constant) is not null)
                {
                    yield return new(node, input, constant, inputs[input] == constant && topology.Producer(constant) is null);
                }
            }
        }
    }

    private static bool Learns(GraphTopology topology, Use use, StageNormalization normalization) => IsNorm(topology, use)
        ? use.Input > 0 && normalization switch
        {
            StageNormalization.Frozen => false,
            StageNormalization.Affine => use.Input < TrainedConstants.MeanInput,
            _ => true,
        }
        : TrainedConstants.Parameters(topology, use.Node, normalization).Any(constant => ReferenceEquals(constant, topology.Constant(use.Constant)));

    private static bool IsNorm(GraphTopology topology, Use use) => TrainedConstants.IsBatchNormalization(topology.Graph.Node[use.Node]);

    private static string Fresh(string name, HashSet<string> taken)
    {
        var number = 2;
        while (!taken.Add($"{name}_{number}"))
        {
            number++;
        }

        return $"{name}_{number}";
    }

    /// <summary>A node's reading of a constant.</summary>
    private readonly record struct Use(int Node, int Input, string Constant, bool IsDirect);
}
