using TransferKit.Backbones;
using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Artifacts;

/// <summary>Adds what leads from a model file's input to what its backbone wants: normalisation and layout.</summary>
internal static class InputGraph
{
    /// <summary>The input's name in every model file.</summary>
    public const string Name = "image";

    /// <summary>Adds the input [N, 3, height, width], RGB from 0 to 255, and returns the tensor for the backbone.</summary>
    public static string Add(GraphBuilder builder, InputSpec spec)
    {
        var value = builder.Input(Name, DataType.Float, null, 3, spec.Height, spec.Width);
        if (spec.Scale.Any(scale => scale != 1))
        {
            value = builder.Node("Mul", [value, Channels("transferkit.normalise.scale", spec.Scale)]);
        }

        if (spec.Offset.Any(offset => offset != 0))
        {
            value = builder.Node("Add", [value, Channels("transferkit.normalise.offset", spec.Offset)]);
        }

        return spec.Layout == TensorLayout.Nhwc ? builder.Node("Transpose", [value], [("perm", new long[] { 0, 2, 3, 1 })]) : value;

        string Channels(string name, float[] values) => builder.Constant(Tensors.FromFloats(name, values, 1, 3, 1, 1));
    }
}
