using TransferKit.Graphs.Lowering;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Stages;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Gradients;

/// <summary>The last stages of a backbone for one batch size, their weights turned into inputs.</summary>
/// <param name="Model">From the activation at the cut and the parameters to the outputs asked for; every shape is known.</param>
/// <param name="Cut">The input that takes the activation before the first of these stages.</param>
/// <param name="Parameters">The weights as the backbone has them, in the order of the graph.</param>
/// <param name="Statistics">The means and variances that follow the batches, as the backbone has them; inputs too, none unless
/// <see cref="StageNormalization.BatchStatistics"/> was asked for.</param>
public sealed record TrainableSuffix(ModelProto Model, string Cut, IReadOnlyList<TensorProto> Parameters, IReadOnlyList<TensorProto> Statistics)
{
    /// <summary>The activation before a stage.</summary>
    public static string CutBefore(StageList stages, int first) => first == 0 ? stages.Topology.DataInput : stages[first - 1].OutputTensor;

    /// <summary>The index of the stage that each weight of a backbone belongs to; of several, the last.</summary>
    public static IReadOnlyDictionary<string, int> StageOfWeights(StageList stages)
    {
        var found = new Dictionary<string, int>();
        foreach (var (index, stage) in stages.Index())
        {
            foreach (var weight in stage.Nodes.SelectMany(node => Operators.Parameters(stages.Topology, node)))
            {
                found[weight.Name] = index;
            }
        }

        return found;
    }

    /// <summary>Cuts the suffix out.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="first">The first stage that is trained.</param>
    /// <param name="batch">Images in a batch, 1 or more.</param>
    /// <param name="outputs">Tensors after the cut.</param>
    /// <param name="normalization">What is trained of batch normalisation; see <see cref="SharedConstants"/>.</param>
    /// <exception cref="UnsupportedOperatorException">One of the stages holds an operator without a gradient rule.</exception>
    /// <exception cref="InvalidModelException">The suffix needs other tensors than the cut, or a shape is not known.</exception>
    public static TrainableSuffix Create(
        StageList stages, int first, int batch, IReadOnlyList<string> outputs, StageNormalization normalization = StageNormalization.Frozen)
    {
        Trainability.Require(stages, first);
        var cut = CutBefore(stages, first);
        var piece = SubModel.Extract(stages, [cut], outputs).Proto.Clone();
        // Nodes that read constants alone, as the Identity through which exporters share them, belong to whoever reads their outputs.
        var nodes = piece.Graph.Node.SelectMany(node => node.Output).Select(stages.Topology.Producer).OfType<int>().Distinct()
            .Where(node => stages.Topology.DataInputs(node).Any()).ToList();
        var trained = nodes.SelectMany(node => TrainedConstants.Parameters(stages.Topology, node, normalization)).Select(c => c.Name).ToHashSet();
        var statistics = nodes.SelectMany(node => TrainedConstants.Statistics(stages.Topology, node, normalization)).Select(c => c.Name).ToHashSet();
        var constants = piece.Graph.Initializer.ToArray();
        piece.Graph.Input[0] = Fixed(cut, [batch, .. stages.Shapes.Of(cut)[1..]]);
        piece.Graph.Initializer.Clear();
        foreach (var constant in constants)
        {
            if (trained.Contains(constant.Name) || statistics.Contains(constant.Name))
            {
                piece.Graph.Input.Add(Fixed(constant.Name, [.. constant.Dims]));
            }
            else
            {
                piece.Graph.Initializer.Add(constant);
            }
        }

        foreach (var output in piece.Graph.Output)
        {
            output.Type.TensorType.Shape = null;
        }

        return new(
            StaticGraph.Fold(piece), cut,
            [.. constants.Where(constant => trained.Contains(constant.Name))], [.. constants.Where(constant => statistics.Contains(constant.Name))]);
    }

    private static ValueInfoProto Fixed(string name, long[] shape) => GraphBuilder.ValueInfo(name, DataType.Float, shape.Select(d => (long?)d));
}
