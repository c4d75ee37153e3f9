using TransferKit.Foundation;
using TransferKit.Training.Heads;

namespace TransferKit.Training.Suffixes;

/// <summary>
/// Replaces a rectangle of every map by that of another image of the batch, and mixes targets by area (Yun et al. 2019,
/// https://arxiv.org/abs/1905.04899). The prefix is frozen, so it is the map at the cut that is pasted into, not the picture.
/// </summary>
/// <param name="strength">a: the share of the area that a map keeps is drawn from Beta(a, a), above 0 and at most 1.</param>
/// <param name="height">Positions of the map, downwards.</param>
/// <param name="width">Positions of the map, across.</param>
internal sealed class CutMix(double strength, int height, int width)
{
    private readonly MixUp _shares = new(strength);

    /// <summary>Draws the rectangle and the partners of a batch; the share is that of the area which is left.</summary>
    public (Mixture Mixture, MapRectangle Pasted) Draw(int rows, RandomStream random)
    {
        var drawn = _shares.Draw(rows, random);
        var side = Math.Sqrt(1 - drawn.Share);
        var (top, bottom) = Range(height, side, random.NextDouble());
        var (left, right) = Range(width, side, random.NextDouble());
        var pasted = (bottom - top) * (right - left) / (float)(height * width);
        return (drawn with { Share = 1 - pasted }, new(top, bottom, left, right));
    }

    /// <summary>A piece of a side around a centre, cut off where it leaves the map.</summary>
    private static (int From, int To) Range(int length, double side, double centre)
    {
        var (middle, half) = (centre * length, side * length / 2);
        return ((int)Math.Round(Math.Max(0, middle - half)), (int)Math.Round(Math.Min(length, middle + half)));
    }
}

/// <summary>Part of a map: rows and columns from the first to before the last.</summary>
internal readonly record struct MapRectangle(int Top, int Bottom, int Left, int Right);
