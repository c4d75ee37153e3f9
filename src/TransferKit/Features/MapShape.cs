namespace TransferKit.Features;

/// <summary>The axes of a feature map.</summary>
/// <param name="Channels">Features a position.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="ChannelsLast">Whether it is [N, height, width, channels], as window transformers have it.</param>
internal readonly record struct MapShape(long Channels, long Height, long Width, bool ChannelsLast)
{
    /// <summary>Reads a shape of four dimensions; null for others. Square maps tell where the channels are.</summary>
    public static MapShape? Of(long[] shape) => shape switch
    {
        [_, var height, var width, var channels] when height == width && channels != width => new(channels, height, width, true),
        [_, var channels, var height, var width] => new(channels, height, width, false),
        _ => null,
    };
}
