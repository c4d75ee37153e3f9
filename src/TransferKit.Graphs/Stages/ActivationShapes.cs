using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TransferKit.Graphs.Onnx;
using TransferKit.Graphs.Sessions;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Graphs.Stages;

/// <summary>
/// The static shape of every tensor that carries data, asked of ONNX Runtime itself: every one of them is declared as an output
/// of a copy of the graph without its weights, and the session says their shapes.
/// </summary>
public sealed class ActivationShapes
{
    // Small constants may be shapes, axes or scales, and shape inference needs their values; larger ones are weights.
    private const int MaxKeptValues = 64;

    private readonly Dictionary<string, long[]> _shapes = [];
    private readonly Dictionary<string, DataType> _types = [];
    private readonly string? _path;

    private ActivationShapes(string? path) => _path = path;

    /// <summary>Infers the shapes for one shape of the input.</summary>
    /// <param name="topology">The graph.</param>
    /// <param name="inputShape">The image input's shape, such as [1, 3, 224, 224].</param>
    /// <exception cref="InvalidModelException">The model does not take that shape, or ONNX Runtime refuses the model.</exception>
    public static ActivationShapes Infer(GraphTopology topology, IReadOnlyList<long> inputShape)
    {
        var path = topology.Model.Path;
        CheckInput(topology, inputShape);
        OnnxRuntimeLibrary.EnsureLoaded();
        var shapes = new ActivationShapes(path);
        foreach (var constant in topology.Graph.Initializer)
        {
            shapes.Add(constant.Name, (DataType)constant.DataType, [.. constant.Dims]);
        }

        shapes.Add(topology.DataInput, InputType(topology, topology.DataInput), [.. inputShape]);
        try
        {
            using var options = new SessionOptions
            {
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
                IntraOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            };
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            using var session = new InferenceSession(Question(topology, inputShape).ToByteArray(), options);
            foreach (var (name, metadata) in session.OutputMetadata)
            {
                if (metadata.IsTensor && metadata.Dimensions.All(d => d >= 0))
                {
                    // ONNX Runtime numbers its element types as the file format does.
                    shapes.Add(name, (DataType)metadata.ElementDataType, Array.ConvertAll(metadata.Dimensions, d => (long)d));
                }
            }
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidModelException(
                $"ONNX Runtime refuses {OnnxModel.Describe(path)} with the input [{string.Join(", ", inputShape)}]: {error.Message}", path, error);
        }

        return shapes;
    }

    /// <summary>The shape of a tensor.</summary>
    /// <exception cref="InvalidModelException">It depends on the image's values.</exception>
    public long[] Of(string tensor) => Find(tensor) ?? throw new InvalidModelException(
        $"{OnnxModel.Describe(_path)}: the shape of '{tensor}' is not fixed by the input's shape, so no stages can be sought.", _path);

    /// <summary>The shape of a tensor, or null where it is unknown.</summary>
    public long[]? Find(string tensor) => _shapes.GetValueOrDefault(tensor);

    /// <summary>The type of a tensor's values.</summary>
    /// <exception cref="InvalidModelException">Its shape depends on the image's values.</exception>
    public DataType TypeOf(string tensor)
    {
        Of(tensor);
        return _types[tensor];
    }

    private static DataType InputType(GraphTopology topology, string input) =>
        (DataType)(topology.Graph.Input.FirstOrDefault(i => i.Name == input)?.Type?.TensorType?.ElemType ?? (int)DataType.Float);

    private void Add(string tensor, DataType type, long[] shape) => (_shapes[tensor], _types[tensor]) = (shape, type);

    private static void CheckInput(GraphTopology topology, IReadOnlyList<long> shape)
    {
        var declared = topology.Graph.Input.FirstOrDefault(i => i.Name == topology.DataInput)?.Type?.TensorType?.Shape?.Dim;
        if (declared is null)
        {
            return;
        }

        // A batch of one is asked of graphs with a fixed batch too: only what the image fixes must agree.
        var wrong = declared.Count != shape.Count
            || declared.Zip(shape).Skip(1).Any(d => d.First.HasDimValue && d.First.DimValue > 0 && d.First.DimValue != d.Second);
        if (wrong)
        {
            var found = declared.Select(d => d.HasDimValue ? $"{d.DimValue}" : $"{d.DimParam}?");
            throw new InvalidModelException(
                $"{OnnxModel.Describe(topology.Model.Path)} takes '{topology.DataInput}' as [{string.Join(", ", found)}], not as [{string.Join(", ", shape)}].",
                topology.Model.Path);
        }
    }

    private static ModelProto Question(GraphTopology topology, IReadOnlyList<long> inputShape)
    {
        var source = topology.Graph;
        var graph = new GraphProto { Name = "shapes" };
        graph.Node.AddRange(source.Node);
        foreach (var input in source.Input.Where(i => topology.Constant(i.Name) is null))
        {
            graph.Input.Add(input.Name == topology.DataInput
                ? GraphBuilder.ValueInfo(input.Name, InputType(topology, input.Name), inputShape.Select(d => (long?)d))
                : input);
        }

        foreach (var constant in source.Initializer)
        {
            if (Tensors.Count(constant) <= MaxKeptValues)
            {
                graph.Initializer.Add(constant);
            }
            else
            {
                graph.Input.Add(GraphBuilder.ValueInfo(constant.Name, (DataType)constant.DataType, constant.Dims.Select(d => (long?)d)));
            }
        }

        graph.Output.AddRange(Asked(topology).Select(name => new ValueInfoProto { Name = name }));
        var model = new ModelProto { IrVersion = Math.Max(4, topology.Model.Proto.IrVersion), Graph = graph };
        model.OpsetImport.AddRange(topology.Model.Proto.OpsetImport);
        model.Functions.AddRange(topology.Model.Proto.Functions);
        return model;
    }

    /// <summary>Tensors with data, and weights that are computed from others; what shapes are made of stays free to be folded.</summary>
    private static IEnumerable<string> Asked(GraphTopology topology)
    {
        var data = topology.Order.SelectMany(n => topology.Graph.Node[n].Output).Where(topology.IsData);
        var weights = topology.Order.Where(n => Operators.IsWeighted(topology, n)).SelectMany(topology.Inputs)
            .Where(name => !topology.IsData(name) && topology.Producer(name) is not null);
        return data.Concat(weights).Distinct();
    }
}
