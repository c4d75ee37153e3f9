namespace TransferKit.Imaging;

/// <summary>
/// What can be said of a picture without knowing what it shows. Light, contrast and colour are of the picture shrunk to fit
/// 256 x 256, so that pictures of all sizes compare; size and proportions are the file's own.
/// </summary>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Brightness">The mean luma (ITU-R BT.601), 0 for black to 1 for white.</param>
/// <param name="Contrast">The standard deviation of luma, 0 to 0.5.</param>
/// <param name="Sharpness">The decimal logarithm of the variance of luma's Laplacian over the variance of luma: low for a blurred picture
/// (Pech-Pacheco et al. 2000, made independent of contrast).</param>
/// <param name="Colourfulness">Of Hasler and Suesstrunk (2003), on values 0 to 1: 0 for grey, about 0.3 for vivid colours.</param>
/// <param name="EdgeContact">The mean gradient along the border over that of the whole picture: above 1 where the object is likely cut off.</param>
public readonly record struct ImageAttributes(
    int Width, int Height, double Brightness, double Contrast, double Sharpness, double Colourfulness, double EdgeContact)
{
    private const int Side = 256;
    private const double BorderShare = 0.05;
    private const double Tiny = 1e-6;

    /// <summary>Every attribute with its name.</summary>
    internal static IReadOnlyList<(string Name, Func<ImageAttributes, double> Value)> All { get; } =
    [
        ("brightness", image => image.Brightness), ("contrast", image => image.Contrast), ("sharpness", image => image.Sharpness),
        ("colour", image => image.Colourfulness), ("size", image => image.Size), ("aspect", image => image.Aspect), ("edge contact", image => image.EdgeContact),
    ];

    /// <summary>The shorter side in pixels.</summary>
    public int Size => Math.Min(Width, Height);

    /// <summary>The longer side over the shorter.</summary>
    public double Aspect => Math.Max(Width, Height) / (double)Math.Min(Width, Height);

    /// <summary>Measures a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidImageException">It cannot be read.</exception>
    public static ImageAttributes Of(string path)
    {
        var bytes = ImageFile.Read(path, ImageLimits.Default);
        var header = ImageDecoder.ReadHeader(bytes);
        var scale = Math.Min(1, Side / (double)Math.Max(header.Width, header.Height));
        return Of(
            ImageDecoder.Decode(bytes, Math.Max(1, (int)Math.Round(header.Width * scale)), Math.Max(1, (int)Math.Round(header.Height * scale)), ResizeMode.Stretch),
            header.Width, header.Height);
    }

    /// <summary>Measures pixels.</summary>
    /// <param name="image">The picture, at most 256 pixels wide and high.</param>
    /// <param name="width">The width of the file, in pixels.</param>
    /// <param name="height">The height of the file, in pixels.</param>
    internal static ImageAttributes Of(RgbImage image, int width, int height)
    {
        var (luma, redGreen, yellowBlue) = (new double[image.Width * image.Height], new Moments(), new Moments());
        for (var i = 0; i < luma.Length; i++)
        {
            var pixel = image.Pixels.AsSpan(i * RgbImage.Channels, RgbImage.Channels);
            var (r, g, b) = (pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0);
            luma[i] = (0.299 * r) + (0.587 * g) + (0.114 * b);
            redGreen.Add(r - g);
            yellowBlue.Add(((r + g) / 2) - b);
        }

        var light = new Moments();
        foreach (var value in luma)
        {
            light.Add(value);
        }

        var colour = Math.Sqrt(redGreen.Variance + yellowBlue.Variance)
            + (0.3 * Math.Sqrt((redGreen.Mean * redGreen.Mean) + (yellowBlue.Mean * yellowBlue.Mean)));
        var (laplacian, contact) = Edges(luma, image.Width, image.Height);
        return new(width, height, light.Mean, Math.Sqrt(light.Variance), Math.Log10((laplacian + Tiny) / (light.Variance + Tiny)), colour, contact);
    }

    /// <summary>The variance of the Laplacian, and the mean gradient along the border over that of all.</summary>
    private static (double Laplacian, double Contact) Edges(double[] luma, int width, int height)
    {
        var (laplacian, all, border) = (new Moments(), new Moments(), new Moments());
        var (atSide, atTop) = (Math.Max(1, (int)(width * BorderShare)), Math.Max(1, (int)(height * BorderShare)));
        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var i = (y * width) + x;
                laplacian.Add(luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - (4 * luma[i]));
                var gradient = Math.Sqrt(Math.Pow(luma[i + 1] - luma[i - 1], 2) + Math.Pow(luma[i + width] - luma[i - width], 2));
                all.Add(gradient);
                if (x <= atSide || x >= width - 1 - atSide || y <= atTop || y >= height - 1 - atTop)
                {
                    border.Add(gradient);
                }
            }
        }

        return (laplacian.Variance, all.Mean < Tiny ? 0 : border.Mean / all.Mean);
    }

    /// <summary>Mean and variance of values one by one (Welford 1962).</summary>
    private sealed class Moments
    {
        private int _count;
        private double _squares;

        public double Mean { get; private set; }

        public double Variance => _count == 0 ? 0 : _squares / _count;

        public void Add(double value)
        {
            _count++;
            var before = value - Mean;
            Mean += before / _count;
            _squares += before * (value - Mean);
        }
    }
}
