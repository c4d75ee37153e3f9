using TransferKit.Imaging;
using TransferKit.Pipelines.Steps;
using TransferKit.Tests.Pipelines;

namespace TransferKit.Bench.Scenes;

/// <summary>A hand-designed step: the frame is where its colour is.</summary>
internal static class FramedObject
{
    private const int LeastPixels = 16;

    /// <summary>The step.</summary>
    public static PipelineStep Step { get; } = new FunctionStep("frame", [PipelineStep.Source], [StepValueKind.Image], StepValueKind.Box, inputs => StepValue.Of(Find(inputs[0].Image)));

    /// <summary>From the first to the last row and column that hold enough pixels of the colour.</summary>
    private static Box Find(RgbImage image)
    {
        var (rows, columns) = (new int[image.Height], new int[image.Width]);
        for (var at = 0; at < image.Width * image.Height; at++)
        {
            if ((image.Pixels[3 * at], image.Pixels[(3 * at) + 1], image.Pixels[(3 * at) + 2]) == SceneGenerator.Framed)
            {
                rows[at / image.Width]++;
                columns[at % image.Width]++;
            }
        }

        var (left, right) = (Array.FindIndex(columns, count => count >= LeastPixels), Array.FindLastIndex(columns, count => count >= LeastPixels) + 1);
        var (top, bottom) = (Array.FindIndex(rows, count => count >= LeastPixels), Array.FindLastIndex(rows, count => count >= LeastPixels) + 1);
        return new(left / (double)image.Width, top / (double)image.Height, right / (double)image.Width, bottom / (double)image.Height);
    }
}
