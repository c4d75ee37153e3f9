using Google.Protobuf;
using TransferKit.Graphs.Onnx;
using TransferKit.MLNet.Pictures;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.MLNet.Scoring;

/// <summary>
/// A model as ML.NET can run it behind a mapping: its input is a vector whose length the graph does not tell, because the mapping's class does
/// not either; its outputs are missing where the picture is; names of slots stand in nodes that nothing runs, where ApplyOnnxModel looks for them.
/// </summary>
internal sealed class PictureGraph
{
    private const string Input = "image";
    private const string LabelDomain = "ai.onnx.ml";
    private const int LabelVersion = 2;
    private const int LeastOperatorSet = 9;

    private readonly ModelProto _source;
    private readonly List<GraphOutput> _outputs = [];
    private readonly string _missing;

    /// <summary>Takes a model over.</summary>
    /// <param name="model">A model of the input <c>image</c> [N, 3, height, width].</param>
    /// <param name="rule">The size of its pictures.</param>
    /// <exception cref="InvalidModelException">It is of an operator set that knows no missing values.</exception>
    public PictureGraph(OnnxModel model, PictureRule rule)
    {
        _source = model.Proto.Clone();
        if (OperatorSet < LeastOperatorSet)
        {
            throw new InvalidModelException($"The model is of operator set {OperatorSet}; ML.NET needs one of {LeastOperatorSet} or newer. Export the backbone with opset_version=17.", model.Path);
        }

        Builder = new(_source.Graph.Name);
        Builder.Reserve(_source.Graph.Node.SelectMany(node => node.Output));
        _source.Graph.Initializer.ToList().ForEach(Builder.Add);
        Builder.Input(Columns.Pixels, DataType.Float, 1, null);
        Builder.Node("Reshape", [Columns.Pixels, Builder.Longs("transferkit.mlnet.shape", 1, 3, rule.Height, rule.Width)], null, Input);
        _source.Graph.Node.ToList().ForEach(Builder.Add);
        var first = Builder.Node("Gather", [Columns.Pixels, Builder.Longs("transferkit.mlnet.first", 0)], [("axis", 1L)]);
        _missing = Builder.Node("IsNaN", [first]);
    }

    /// <summary>Builds what stands between the model's outputs and those of the graph.</summary>
    public GraphBuilder Builder { get; }

    private long OperatorSet => _source.OpsetImport.Single(import => import.Domain is "" or "ai.onnx").Version;

    /// <summary>Adds an output.</summary>
    /// <returns>The same.</returns>
    public GraphOutput Add(GraphOutput output)
    {
        Builder.Node("Where", [_missing, Builder.Constant(Tensors.FromFloats("transferkit.mlnet.missing", [output.Missing], 1, 1)), output.Tensor], null, output.Name);
        Builder.Output(output.Name, DataType.Float, 1, output.Width);
        _outputs.Add(output);
        return output;
    }

    /// <summary>The finished model, with the metadata of the one it was made of.</summary>
    public OnnxModel Build()
    {
        foreach (var output in _outputs.Where(output => output.Slots.Count > 0))
        {
            AddSlots(output);
        }

        var model = Builder.ToModel((int)OperatorSet, (int)_source.IrVersion);
        foreach (var import in model.OpsetImport.Where(import => import.Domain == LabelDomain))
        {
            import.Version = LabelVersion;
        }

        model.MetadataProps.Add(_source.MetadataProps);
        return OnnxModel.From(model);
    }

    private void AddSlots(GraphOutput output)
    {
        var nothing = new TensorProto { Name = "transferkit.mlnet.nothing", DataType = (int)DataType.String };
        nothing.Dims.Add(1);
        nothing.StringData.Add(ByteString.Empty);
        var numbers = Enumerable.Range(0, output.Slots.Count).Select(number => (long)number).ToArray();
        var node = new NodeProto { OpType = "LabelEncoder", Domain = LabelDomain, Name = $"mlnet.{output.Name}.SlotNames" };
        node.Input.Add(Builder.Constant(nothing));
        node.Output.Add(Builder.Fresh("transferkit.mlnet.slots"));
        node.Attribute.Add(GraphBuilder.Attribute("values_int64s", numbers));
        var names = new AttributeProto { Name = "keys_strings", Type = AttributeProto.Types.AttributeType.Strings };
        names.Strings.AddRange(output.Slots.Select(ByteString.CopyFromUtf8));
        node.Attribute.Add(names);
        Builder.Add(node);
    }
}
