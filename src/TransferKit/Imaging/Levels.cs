namespace TransferKit.Imaging;

/// <summary>Changes of light.</summary>
internal static class Levels
{
    private const double Tail = 0.01;
    private const int Values = 256;

    /// <summary>Maps the darkest hundredth of all values to black and the brightest to white, the three colours alike.</summary>
    public static RgbImage Stretch(RgbImage image)
    {
        var counts = new int[Values];
        foreach (var value in image.Pixels)
        {
            counts[value]++;
        }

        var (low, high) = (Reach(counts, Enumerable.Range(0, Values), image.Pixels.Length), Reach(counts, Enumerable.Range(0, Values).Reverse(), image.Pixels.Length));
        if (high <= low)
        {
            return image;
        }

        byte[] map = [.. Enumerable.Range(0, Values).Select(value => (byte)Math.Round(255.0 * Math.Clamp((value - low) / (double)(high - low), 0, 1)))];
        return new(image.Width, image.Height, Array.ConvertAll(image.Pixels, value => map[value]));
    }

    /// <summary>The first value with more than a hundredth of all at or before it.</summary>
    private static int Reach(int[] counts, IEnumerable<int> values, int all)
    {
        var seen = 0;
        return values.First(value => (seen += counts[value]) > Tail * all);
    }
}
