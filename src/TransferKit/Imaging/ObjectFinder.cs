namespace TransferKit.Imaging;

/// <summary>Finds what stands out from the border's colour.</summary>
internal static class ObjectFinder
{
    private const int Side = 96;
    private const double LeastDistance = 20;

    /// <summary>The box around the largest connected region whose colour is far from that of the border; null where there is none.</summary>
    public static Box? Largest(RgbImage image)
    {
        var small = image.Resize(Side, Side, ResizeMode.Stretch);
        var distances = Distances(small);
        var threshold = Math.Max(LeastDistance, Otsu(distances));
        var (best, box) = (0, (Box?)null);
        var seen = new bool[Side * Side];
        for (var start = 0; start < seen.Length; start++)
        {
            if (!seen[start] && distances[start] > threshold && Region(start, cell => distances[cell] > threshold, seen) is var (size, found) && size > best)
            {
                (best, box) = (size, found);
            }
        }

        return box;
    }

    /// <summary>How far each pixel's colour is from the median of the border.</summary>
    private static double[] Distances(RgbImage image)
    {
        int[] border = [.. Enumerable.Range(0, Side * Side).Where(cell => cell % Side is 0 or Side - 1 || cell / Side is 0 or Side - 1)];
        var ground = Enumerable.Range(0, RgbImage.Channels)
            .Select(channel => border.Select(cell => (int)image.Pixels[(cell * RgbImage.Channels) + channel]).Order().ElementAt(border.Length / 2)).ToArray();
        return [.. Enumerable.Range(0, Side * Side).Select(cell =>
            Math.Sqrt(ground.Select((value, channel) => Math.Pow(image.Pixels[(cell * RgbImage.Channels) + channel] - value, 2)).Sum()))];
    }

    /// <summary>The value that parts two groups best (Otsu 1979).</summary>
    private static double Otsu(double[] values)
    {
        double[] sorted = [.. values.Order()];
        var total = sorted.Sum();
        var (below, best, threshold) = (0.0, -1.0, 0.0);
        for (var i = 1; i < sorted.Length; i++)
        {
            below += sorted[i - 1];
            var between = (double)i * (sorted.Length - i) * Math.Pow((below / i) - ((total - below) / (sorted.Length - i)), 2);
            if (between > best && sorted[i] > sorted[i - 1])
            {
                (best, threshold) = (between, (sorted[i - 1] + sorted[i]) / 2);
            }
        }

        return threshold;
    }

    private static (int Size, Box Box) Region(int start, Func<int, bool> isIn, bool[] seen)
    {
        var (size, left, top, right, bottom) = (0, Side, Side, 0, 0);
        var open = new Stack<int>([start]);
        seen[start] = true;
        while (open.TryPop(out var cell))
        {
            var (x, y) = (cell % Side, cell / Side);
            (size, left, top, right, bottom) = (size + 1, Math.Min(left, x), Math.Min(top, y), Math.Max(right, x + 1), Math.Max(bottom, y + 1));
            foreach (var (nextX, nextY) in new[] { (x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1) })
            {
                var next = (nextY * Side) + nextX;
                if (nextX is >= 0 and < Side && nextY is >= 0 and < Side && !seen[next] && isIn(next))
                {
                    seen[next] = true;
                    open.Push(next);
                }
            }
        }

        return (size, new(left / (double)Side, top / (double)Side, right / (double)Side, bottom / (double)Side));
    }
}
