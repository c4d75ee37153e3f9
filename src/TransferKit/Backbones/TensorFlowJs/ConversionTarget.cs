namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>What is wanted of a conversion.</summary>
/// <param name="Name">The ONNX graph's name.</param>
/// <param name="Height">The picture's height in pixels.</param>
/// <param name="Width">The picture's width in pixels.</param>
/// <param name="StripPrefix">What is left out where the names of nodes start with it.</param>
/// <param name="Outputs">The nodes to keep, by the names that they have without the prefix; what leads to none of them is dropped.</param>
internal sealed record ConversionTarget(string Name, int Height, int Width, string StripPrefix, IReadOnlyList<string> Outputs)
{
    /// <summary>The name of the ONNX model's input: float32 [N, 3, height, width].</summary>
    public const string InputName = "image";
}
