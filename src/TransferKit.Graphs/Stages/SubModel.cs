using TransferKit.Graphs.Onnx;

namespace TransferKit.Graphs.Stages;

/// <summary>Cuts a piece out of a model: only the nodes and constants that lead from given tensors to wanted ones.</summary>
public static class SubModel
{
    /// <summary>The piece from the image to some tensors: the frozen part of a backbone.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="outputs">The tensors that become outputs, in this order.</param>
    /// <exception cref="InvalidModelException">A tensor does not exist or has no static shape.</exception>
    public static OnnxModel Extract(StageList stages, params IReadOnlyList<string> outputs) =>
        Extract(stages, [stages.Topology.DataInput], outputs);

    /// <summary>The piece between tensors. Shapes are declared for the stages' input size, the batch (dimension 0) unknown.</summary>
    /// <param name="stages">The backbone.</param>
    /// <param name="inputs">The tensors that become inputs.</param>
    /// <param name="outputs">The tensors that become outputs, in this order.</param>
    /// <exception cref="InvalidModelException">
    /// A tensor does not exist or has no static shape, or an output needs more than the inputs given.
    /// </exception>
    public static OnnxModel Extract(StageList stages, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        var builder = Build(stages, inputs, outputs);
        foreach (var output in outputs)
        {
            builder.Graph.Output.Add(Declare(stages.Shapes, output));
        }

        return Finish(stages, builder);
    }

    /// <summary>The piece without outputs, for more nodes to be added.</summary>
    internal static GraphBuilder Build(StageList stages, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        var topology = stages.Topology;
        var nodes = topology.Ancestors(outputs, inputs.Contains);
        var used = nodes.SelectMany(topology.Inputs).Concat(outputs).ToHashSet();
        var made = nodes.SelectMany(n => topology.Graph.Node[n].Output).Concat(inputs).ToHashSet();
        var constants = topology.Graph.Initializer.Where(t => used.Contains(t.Name)).ToList();
        var sparse = topology.Graph.SparseInitializer.Where(t => used.Contains(t.Values.Name)).ToList();
        var missing = used.Except(made).Except(constants.Select(t => t.Name)).Except(sparse.Select(t => t.Values.Name)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidModelException(
                $"{OnnxModel.Describe(topology.Model.Path)}: what leads to {Quote(outputs)} needs {Quote(missing)} besides {Quote(inputs)}.", topology.Model.Path);
        }

        var builder = new GraphBuilder(topology.Graph.Name.Length > 0 ? topology.Graph.Name : "trunk");
        foreach (var input in inputs)
        {
            var declared = Declare(stages.Shapes, input);
            builder.Input(input, (TensorProto.Types.DataType)declared.Type.TensorType.ElemType, Unbatched(stages.Shapes, input));
        }

        constants.ForEach(builder.Add);
        builder.Graph.SparseInitializer.AddRange(sparse);
        foreach (var node in topology.Order.Where(nodes.Contains))
        {
            builder.Add(topology.Graph.Node[node]);
        }

        return builder;
    }

    /// <summary>The model of a built piece, with the operator sets and functions of the backbone.</summary>
    internal static OnnxModel Finish(StageList stages, GraphBuilder builder)
    {
        var source = stages.Topology.Model.Proto;
        // From version 4 on, initializers need not be inputs too.
        var model = new ModelProto { IrVersion = Math.Max(4, source.IrVersion), ProducerName = "TransferKit", Graph = builder.Graph };
        model.OpsetImport.AddRange(source.OpsetImport);
        model.Functions.AddRange(source.Functions);
        return OnnxModel.From(model);
    }

    private static ValueInfoProto Declare(ActivationShapes shapes, string tensor) =>
        GraphBuilder.ValueInfo(tensor, shapes.TypeOf(tensor), Unbatched(shapes, tensor));

    private static IEnumerable<long?> Unbatched(ActivationShapes shapes, string tensor) =>
        shapes.Of(tensor).Select((size, axis) => axis == 0 ? (long?)null : size);

    private static string Quote(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
