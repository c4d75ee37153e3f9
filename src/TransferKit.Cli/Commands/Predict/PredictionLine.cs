using TransferKit.Artifacts;
using TransferKit.Imaging;

namespace TransferKit.Cli.Commands.Predict;

/// <summary>What came of one image.</summary>
/// <param name="Image">The file, as it was given.</param>
/// <param name="Prediction">What the model says, or null.</param>
/// <param name="Error">Why it says nothing, or null.</param>
internal sealed record PredictionLine(string Image, Prediction? Prediction, string? Error)
{
    /// <summary>The picture's size, for boxes in its pixels; null where nothing asks for it.</summary>
    public ImageHeader? Header { get; init; }

    /// <summary>The box of a task, in pixels of the picture.</summary>
    public Box Pixels(string task) => Prediction!.Box(task).ToPixels(Header!.Value.Width, Header.Value.Height);
}
