using TransferKit.Foundation;
using TransferKit.Graphs.Onnx;
using TransferKit.Imaging;

namespace TransferKit.Backbones;

/// <summary>Finds out how pictures enter a model: from options, then the file's metadata, then its shapes, then by a guess that is said.</summary>
internal static class InputReader
{
    private const int GuessedSize = 224;

    /// <summary>Reads a model's input.</summary>
    public static InputSpec Read(OnnxModel model, BackboneOptions options, List<string> notes)
    {
        var known = InputMetadata.Read(model);
        var picture = PictureInput.Find(model, options.InputName ?? known?.Name);
        var layout = Layout(picture, known, options, notes);
        var (height, width) = Size(picture, layout, known, options, notes);
        var (scale, offset) = ValueRange.Read(model, layout, known, options, notes);
        return new(picture.Name, width, height, layout, scale, offset, options.Resize ?? known?.Resize ?? ResizeMode.Stretch);
    }

    private static TensorLayout Layout(PictureInput picture, InputSpec? known, BackboneOptions options, List<string> notes)
    {
        var (first, last) = (picture.CanBeChannels(1), picture.CanBeChannels(3));
        if ((options.InputLayout ?? known?.Layout) is { } given)
        {
            return (given == TensorLayout.Nchw ? first : last)
                ? given
                : throw new InvalidOptionsException(
                    $"'input-layout' is {given.ToString().ToLowerInvariant()}; the input '{picture.Name}' "
                    + $"[{string.Join(", ", picture.Dimensions.Select(d => d?.ToString() ?? "?"))}] has no three channels there.");
        }

        if (picture.IsChannels(1) == picture.IsChannels(3) && first && last)
        {
            notes.Add($"The file does not say where the channels of '{picture.Name}' are: guessed nchw. The option input-layout says otherwise.");
            return TensorLayout.Nchw;
        }

        return picture.IsChannels(1) || !last ? TensorLayout.Nchw : TensorLayout.Nhwc;
    }

    private static (int Height, int Width) Size(
        PictureInput picture, TensorLayout layout, InputSpec? known, BackboneOptions options, List<string> notes)
    {
        if (options.InputSize is { } size)
        {
            return (size, size);
        }

        var (down, right) = layout == TensorLayout.Nchw ? (picture.Dimensions[2], picture.Dimensions[3]) : (picture.Dimensions[1], picture.Dimensions[2]);
        if ((down ?? known?.Height, right ?? known?.Width) is ({ } height, { } width))
        {
            return height <= BackboneOptions.GreatestInputSize && width <= BackboneOptions.GreatestInputSize
                ? ((int)height, (int)width)
                : throw new InvalidModelException(
                    $"The input '{picture.Name}' takes {width} x {height} pixels; allowed: at most {BackboneOptions.GreatestInputSize} a side.");
        }

        notes.Add($"The file leaves the picture's size open: guessed {GuessedSize} x {GuessedSize}. The option input-size says otherwise.");
        return (GuessedSize, GuessedSize);
    }
}
