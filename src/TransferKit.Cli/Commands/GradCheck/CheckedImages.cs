using TransferKit.Artifacts;
using TransferKit.Backbones;

namespace TransferKit.Cli.Commands.GradCheck;

/// <summary>The two pictures that gradients are checked on: those of the golden vectors.</summary>
internal static class CheckedImages
{
    private const int Seed = 7;
    private const int Channels = 3;

    /// <summary>The pictures as a backbone takes them.</summary>
    public static float[] For(InputSpec input)
    {
        var pixels = GoldenVectors.MakeInput(Seed, input.Width, input.Height);
        var values = new float[pixels.Length];
        var area = input.Width * input.Height;
        foreach (var (i, pixel) in pixels.Index())
        {
            var (image, channel, position) = (i / (Channels * area), i / area % Channels, i % area);
            var at = input.Layout == TensorLayout.Nchw ? i : (((image * area) + position) * Channels) + channel;
            values[at] = (pixel * input.Scale[channel]) + input.Offset[channel];
        }

        return values;
    }
}
