using TransferKit.Graphs.Onnx;

namespace TransferKit.Artifacts;

/// <summary>
/// Brings a node of a newer operator set to 17, where its meaning for float32 is the same. Compared, operator by operator, in
/// https://github.com/onnx/onnx/blob/main/docs/Changelog.md: the newest version up to 17 against the newest up to 23. Most newer
/// versions only admit more types; what else is new in those listed is refused, or rewritten below.
/// </summary>
internal static class OperatorSets
{
    /// <summary>The newest operator set that we write.</summary>
    public const long Newest = 17;

    private const long Oldest = 7;
    private const long NewestKnown = 23;

    private static readonly HashSet<string> Unchanged = [.. """
        Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh AveragePool BatchNormalization Cast Ceil Celu Clip Concat
        Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum DepthToSpace Div Dropout Einsum Elu Equal Erf Exp Expand
        Flatten Floor Gather GatherElements GatherND Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual
        Hardmax HardSigmoid HardSwish Identity InstanceNormalization IsNaN LayerNormalization LeakyRelu Less LessOrEqual Log
        LogSoftmax LpNormalization LRN MatMul Max MaxPool Mean MeanVarianceNormalization Min Mod Mul Neg NonZero Not OneHot Or
        Pad Pow PRelu Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd
        ReduceSum ReduceSumSquare Relu Reshape Resize Round Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice Softmax Softplus
        Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Unsqueeze Where Xor
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    private static readonly Dictionary<string, string[]> NewAttributes = new()
    {
        ["AveragePool"] = ["dilations"],
        ["Cast"] = ["saturate"],
        ["Resize"] = ["antialias", "axes", "keep_aspect_ratio_policy"],
        ["Split"] = ["num_outputs"],
    };

    /// <summary>The operator set of the file we write for a backbone.</summary>
    /// <exception cref="InvalidModelException">The backbone is older or newer than what is known.</exception>
    public static long Target(OnnxModel backbone)
    {
        var version = Version(backbone);
        return version is >= Oldest and <= NewestKnown
            ? Math.Min(version, Newest)
            : throw new InvalidModelException(
                $"The backbone{Of(backbone)} is of operator set {version}; supported: {Oldest} to {NewestKnown}. "
                + $"Export it with opset_version={Newest}.",
                backbone.Path);
    }

    /// <summary>Rewrites a node for the operator set of the file, in place.</summary>
    /// <param name="node">A node that is ours to change.</param>
    /// <param name="backbone">The model it comes from.</param>
    /// <param name="constant">Finds the value of a constant tensor by name, or null.</param>
    /// <exception cref="InvalidModelException">Its operator is not standard, or means something else in operator set 17.</exception>
    public static void Lower(NodeProto node, OnnxModel backbone, Func<string, TensorProto?> constant)
    {
        if (node.Domain is not ("" or "ai.onnx"))
        {
            throw Unsupported("is not a standard operator: the saved file would not run everywhere");
        }

        node.ClearDomain();
        if (Version(backbone) <= Newest)
        {
            return;
        }

        if (node.OpType.StartsWith("Reduce", StringComparison.Ordinal) && node.OpType != "ReduceSum")
        {
            MoveAxesToAttribute();
        }

        var newAttribute = NewAttributes.GetValueOrDefault(node.OpType, []).FirstOrDefault(name => node.Find(name) is not null);
        if (!Unchanged.Contains(node.OpType) || newAttribute is not null || IsNewPad() || IsNewResize() || IsNewAveragePool())
        {
            throw Unsupported(
                $"of operator set {Version(backbone)} has no equal in operator set {Newest}. Export the backbone with opset_version={Newest}");
        }

        bool IsNewPad() => node.OpType == "Pad" && (node.Input.Count > 3 || node.Text("mode", "constant") == "wrap");

        bool IsNewResize() => node.OpType == "Resize" && node.Text("coordinate_transformation_mode", "half_pixel") == "half_pixel_symmetric";

        // Version 19 says, other than before, by what a window is divided that reaches beyond the padding.
        bool IsNewAveragePool() => node.OpType == "AveragePool" && node.Long("ceil_mode", 0) != 0 && node.Long("count_include_pad", 0) != 0;

        // Up to version 17 the axes are an attribute; from 18 on an input.
        void MoveAxesToAttribute()
        {
            var axes = node.Input.Count > 1 && node.Input[1].Length > 0
                ? constant(node.Input[1]) ?? throw Unsupported("computes its axes while it runs")
                : null;
            if (node.Long("noop_with_empty_axes", 0) != 0 && (axes is null || Tensors.Count(axes) == 0))
            {
                throw Unsupported("reduces nothing");
            }

            if (node.Find("noop_with_empty_axes") is { } attribute)
            {
                node.Attribute.Remove(attribute);
            }

            while (node.Input.Count > 1)
            {
                node.Input.RemoveAt(1);
            }

            if (axes is not null && Tensors.Count(axes) > 0)
            {
                node.Attribute.Add(GraphBuilder.Attribute("axes", Tensors.ToLongs(axes)));
            }
        }

        InvalidModelException Unsupported(string why)
        {
            var type = node.Domain.Length > 0 ? $"{node.Domain}.{node.OpType}" : node.OpType;
            return new($"The backbone{Of(backbone)} cannot be saved: node '{node.Name}' ({type}) {why}.", backbone.Path);
        }
    }

    private static long Version(OnnxModel backbone) =>
        backbone.Proto.OpsetImport.FirstOrDefault(import => import.Domain is "" or "ai.onnx")?.Version ?? 0;

    private static string Of(OnnxModel backbone) => backbone.Path is null ? "" : $" '{backbone.Path}'";
}
