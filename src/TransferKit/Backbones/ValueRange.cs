using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones;

/// <summary>Which values a model wants for black and white.</summary>
internal static class ValueRange
{
    /// <summary>ONNX's own metadata for image models (https://github.com/onnx/onnx/blob/main/docs/MetadataProps.md).</summary>
    private const string NominalRange = "Image.NominalPixelRange";
    private const string PixelFormat = "Image.BitmapPixelFormat";

    // The means and deviations of ImageNet's training pictures, which torchvision and timm standardise with.
    private static readonly float[] ImageNetMean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] ImageNetDeviation = [0.229f, 0.224f, 0.225f];

    /// <summary>The scale and offset of pixels: from options, then metadata, then by the convention of the framework it seems to come from.</summary>
    public static (float[] Scale, float[] Offset) Read(
        OnnxModel model, TensorLayout layout, InputSpec? known, BackboneOptions options, List<string> notes)
    {
        if (options.InputRange is { } given)
        {
            return InputSpec.Affine(given);
        }

        if (known is not null)
        {
            return (known.Scale, known.Offset);
        }

        if (Metadata(model, PixelFormat) is { } format && !format.StartsWith("Rgb", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidModelException(
                $"{PictureInput.Describe(model)} wants {format} pixels ({PixelFormat}); only RGB is supported. Export it for RGB.", model.Path);
        }

        return Metadata(model, NominalRange) is { } nominal ? InputSpec.Affine(Nominal(nominal, model)) : Guess(model, layout, notes);
    }

    private static InputRange Nominal(string nominal, OnnxModel model) => nominal switch
    {
        "NominalRange_0_255" => new(0, 255),
        "Normalized_0_1" => new(0, 1),
        "Normalized_1_1" => new(-1, 1),
        _ => throw new InvalidModelException(
            $"{PictureInput.Describe(model)} says {NominalRange} = '{nominal}'; NominalRange_0_255, Normalized_0_1 and Normalized_1_1 are supported. "
            + "Give the option input-range.", model.Path),
    };

    private static (float[] Scale, float[] Offset) Guess(OnnxModel model, TensorLayout layout, List<string> notes)
    {
        // Which values training used leaves no trace in a graph; the framework's habits do (padding, layout, the exporter's name).
        var fromTensorFlow = layout == TensorLayout.Nhwc
            || model.Proto.ProducerName.Contains("tf2onnx", StringComparison.OrdinalIgnoreCase)
            || model.Proto.ProducerName.Contains("keras", StringComparison.OrdinalIgnoreCase)
            || model.Proto.Graph.Node.Any(node => node.OpType == "Conv" && node.Text("auto_pad", "") == "SAME_UPPER");
        var range = new InputRange(-1, 1);
        notes.Add("The file does not say which values it wants: guessed "
            + (fromTensorFlow ? $"{range}, as models from TensorFlow mostly do" : "ImageNet's mean and deviation, as models from PyTorch mostly do")
            + ". The option input-range says otherwise.");
        return fromTensorFlow ? InputSpec.Affine(range) : InputSpec.Standardising(ImageNetMean, ImageNetDeviation);
    }

    private static string? Metadata(OnnxModel model, string key) => model.Proto.MetadataProps.FirstOrDefault(entry => entry.Key == key)?.Value;
}
