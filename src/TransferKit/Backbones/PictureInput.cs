using TransferKit.Graphs.Onnx;
using DataType = TransferKit.Graphs.Onnx.TensorProto.Types.DataType;

namespace TransferKit.Backbones;

/// <summary>The input of a graph that takes pictures.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dimensions">Its four dimensions; null is one that the file leaves open.</param>
internal sealed record PictureInput(string Name, IReadOnlyList<long?> Dimensions)
{
    private const int Rank = 4;
    private const int Channels = 3;

    /// <summary>Finds it: the input of that name, or the only float input of rank 4 that can hold three channels.</summary>
    /// <exception cref="InvalidModelException">There is none, there are several, or the model needs another input as well.</exception>
    public static PictureInput Find(OnnxModel model, string? name)
    {
        var constants = model.Proto.Graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        ValueInfoProto[] inputs = [.. model.Proto.Graph.Input.Where(input => !constants.Contains(input.Name))];
        PictureInput[] pictures = [.. inputs.Where(input => name is null || input.Name == name).Select(Read).OfType<PictureInput>()];
        var wanted = name is null ? "float [batch, 3, height, width] or [batch, height, width, 3]" : $"named '{name}' that takes pictures";
        if (pictures.Length != 1)
        {
            throw new InvalidModelException(
                $"{Describe(model)} has {(pictures.Length == 0 ? "no input" : "several inputs")} {wanted}. Its inputs: {List(inputs)}."
                + (pictures.Length > 1 ? " Say which one by the option InputName." : ""), model.Path);
        }

        return inputs.Length == 1
            ? pictures[0]
            : throw new InvalidModelException($"{Describe(model)} needs more than a picture. Its inputs: {List(inputs)}.", model.Path);
    }

    /// <summary>Whether an axis may be the channels.</summary>
    public bool CanBeChannels(int axis) => Dimensions[axis] is null or Channels;

    /// <summary>Whether an axis must be the channels.</summary>
    public bool IsChannels(int axis) => Dimensions[axis] == Channels;

    internal static string Describe(OnnxModel model) => model.Path is null ? "The model" : $"The model '{model.Path}'";

    private static PictureInput? Read(ValueInfoProto input)
    {
        var tensor = input.Type?.TensorType;
        if ((DataType?)tensor?.ElemType != DataType.Float || tensor.Shape?.Dim.Count != Rank)
        {
            return null;
        }

        var picture = new PictureInput(input.Name, [.. tensor.Shape.Dim.Select(Size)]);
        return picture.CanBeChannels(1) || picture.CanBeChannels(Rank - 1) ? picture : null;
    }

    private static long? Size(TensorShapeProto.Types.Dimension dimension) =>
        dimension.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && dimension.DimValue > 0 ? dimension.DimValue : null;

    private static string List(ValueInfoProto[] inputs) => inputs.Length == 0 ? "none" : string.Join("; ", inputs.Select(input =>
        $"'{input.Name}' {(DataType)(input.Type?.TensorType?.ElemType ?? 0)} "
        + $"[{string.Join(", ", input.Type?.TensorType?.Shape?.Dim.Select(d => Size(d)?.ToString() ?? "?") ?? [])}]"));
}
