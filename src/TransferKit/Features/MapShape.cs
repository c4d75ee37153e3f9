using TransferKit.Graphs.Stages;

namespace TransferKit.Features;

/// <summary>The axes of a feature map.</summary>
/// <param name="Channels">Features a position.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="ChannelsLast">Whether it is [N, height, width, channels], as window transformers have it.</param>
internal readonly record struct MapShape(long Channels, long Height, long Width, bool ChannelsLast)
{
    /// <summary>The axes of a backbone's tensor; null where it has not four dimensions.</summary>
    public static MapShape? Of(StageList stages, string tensor) => stages.Shapes.Of(tensor) switch
    {
        [_, var height, var width, var channels] when MapLayout.IsChannelsLast(stages, tensor) => new(channels, height, width, true),
        [_, var channels, var height, var width] => new(channels, height, width, false),
        _ => null,
    };
}
