namespace TransferKit.Augmentation;

/// <summary>An affine map of colours: three rows (red, green, blue) of three factors and a summand.</summary>
internal sealed class ColourMap
{
    private readonly double[,] _values;

    private ColourMap(double[,] values) => _values = values;

    /// <summary>The weights of red, green and blue in luma (ITU-R BT.601).</summary>
    public static IReadOnlyList<double> Luma { get; } = [0.299, 0.587, 0.114];

    /// <summary>An entry; column 3 is the summand.</summary>
    public double this[int row, int column] => _values[row, column];

    /// <summary>Brightness, then contrast, then saturation, then hue.</summary>
    /// <param name="brightness">A factor of all colours.</param>
    /// <param name="contrast">A factor of distances from the mean grey.</param>
    /// <param name="saturation">A factor of distances from the pixel's own grey.</param>
    /// <param name="hue">Degrees that the colour wheel is turned by.</param>
    /// <param name="meanGrey">The picture's mean luma before all this.</param>
    public static ColourMap Of(double brightness, double contrast, double saturation, double hue, double meanGrey)
    {
        var scale = brightness * contrast;
        var summand = brightness * (1 - contrast) * meanGrey;
        var turned = Hue(hue);
        var values = new double[3, 4];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                // Luma passes a turn of hue unchanged, so saturation and hue together are this.
                values[row, column] = scale * (Luma[column] + (saturation * (turned[row, column] - Luma[column])));
            }

            values[row, 3] = summand;
        }

        return new(values);
    }

    /// <summary>A rotation of I and Q in the YIQ space (NTSC 1953), as a map of red, green and blue.</summary>
    private static double[,] Hue(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        double[,] toChroma = { { 0.596, -0.274, -0.322 }, { 0.211, -0.523, 0.312 } };
        var fromChroma = Inverse(toChroma);
        var map = new double[3, 3];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                var (i, q) = (toChroma[0, column], toChroma[1, column]);
                map[row, column] = Luma[column] + (fromChroma[row, 0] * ((cos * i) - (sin * q))) + (fromChroma[row, 1] * ((sin * i) + (cos * q)));
            }
        }

        return map;
    }

    /// <summary>What I and Q add to red, green and blue: the last columns of the inverse of [luma; I; Q].</summary>
    private static double[,] Inverse(double[,] chroma)
    {
        double[][] rows = [[.. Luma], [chroma[0, 0], chroma[0, 1], chroma[0, 2]], [chroma[1, 0], chroma[1, 1], chroma[1, 2]]];
        var inverse = new double[3, 2];
        var determinant = Dot(rows[0], Cross(rows[1], rows[2]));
        var (i, q) = (Cross(rows[2], rows[0]), Cross(rows[0], rows[1]));
        for (var row = 0; row < 3; row++)
        {
            (inverse[row, 0], inverse[row, 1]) = (i[row] / determinant, q[row] / determinant);
        }

        return inverse;
    }

    private static double Dot(double[] a, double[] b) => (a[0] * b[0]) + (a[1] * b[1]) + (a[2] * b[2]);

    private static double[] Cross(double[] a, double[] b) =>
        [(a[1] * b[2]) - (a[2] * b[1]), (a[2] * b[0]) - (a[0] * b[2]), (a[0] * b[1]) - (a[1] * b[0])];
}
