using TransferKit.Augmentation;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Augmentation;

/// <summary>Every change against a slow, plain one in float64. The tolerance is one level: halves may round either way.</summary>
public sealed class PixelChangeTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(32, 9)]
    public void Flip_ExchangesLeftAndRight(int width, int height)
    {
        var image = Picture(width, height);
        var flipped = new HorizontalFlip { Probability = 1 }.Apply(Copy(image), Random());
        Expect(flipped, 0, (x, y, channel) => image.Pixels[(((y * width) + width - 1 - x) * 3) + channel]);
        Assert.Equal(image.Pixels, new HorizontalFlip { Probability = 0 }.Apply(Copy(image), Random()).Pixels);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(-77.5)]
    [InlineData(180)]
    public void Rotation_InterpolatesBetweenFourPixels(double degrees)
    {
        var image = Picture(13, 8);
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        Expect(Rotation.Turn(image, degrees), 1, (x, y, channel) =>
        {
            // Anticlockwise, with y downwards: the inverse takes a place of the result to one of the source.
            var (dx, dy) = (x - 6, y - 3.5);
            var fromX = Math.Clamp(6 + (cos * dx) - (sin * dy), 0, 12);
            var fromY = Math.Clamp(3.5 + (sin * dx) + (cos * dy), 0, 7);
            return Bilinear(image, fromX, fromY, channel);
        });
    }

    [Fact]
    public void Rotation_ByAQuarter_TurnsAnticlockwise()
    {
        var image = Picture(6, 6);
        Expect(Rotation.Turn(image, 90), 1, (x, y, channel) => At(image, 5 - y, x, channel));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(2.2)]
    [InlineData(20)]
    public void Blur_IsTheGaussianSumOverNeighbours(double sigma)
    {
        var image = Picture(11, 6);
        var radius = (int)Math.Ceiling(3 * sigma);
        var blurred = Copy(image);
        GaussianBlur.Blur(blurred, sigma);
        Expect(blurred, 1, (x, y, channel) =>
        {
            var (sum, weights) = (0.0, 0.0);
            for (var dy = -radius; dy <= radius; dy++)
            {
                for (var dx = -radius; dx <= radius; dx++)
                {
                    var weight = Math.Exp(-((dx * dx) + (dy * dy)) / (2 * sigma * sigma));
                    sum += weight * At(image, Math.Clamp(x + dx, 0, 10), Math.Clamp(y + dy, 0, 5), channel);
                    weights += weight;
                }
            }

            return sum / weights;
        });
    }

    [Theory]
    [InlineData(1, 1, 1, 0)]
    [InlineData(1.3, 1, 1, 0)]
    [InlineData(1, 0.4, 1, 0)]
    [InlineData(1, 1, 0, 0)]
    [InlineData(1, 1, 1, 120)]
    [InlineData(0.8, 1.5, 1.7, -35)]
    public void Colours_AreChangedOneAfterAnother(double brightness, double contrast, double saturation, double hue)
    {
        var image = Picture(9, 7, low: 60, high: 180);
        var changed = Copy(image);
        ColourJitter.Apply(changed.Pixels, ColourMap.Of(brightness, contrast, saturation, hue, ColourJitter.MeanGrey(image.Pixels)));
        var mean = image.Pixels.Chunk(3).Average(pixel => Grey(pixel[0], pixel[1], pixel[2])) * brightness;
        Expect(changed, 1, (x, y, channel) =>
        {
            double[] pixel = [.. Enumerable.Range(0, 3).Select(c => mean + (contrast * ((At(image, x, y, c) * brightness) - mean)))];
            var grey = Grey(pixel[0], pixel[1], pixel[2]);
            pixel = [.. pixel.Select(value => grey + (saturation * (value - grey)))];
            return Math.Clamp(TurnHue(pixel, hue)[channel], 0, 255);
        });
    }

    [Fact]
    public void Colours_ThatLeaveTheRange_AreCutOff()
    {
        RgbImage image = new(2, 1, [0, 10, 250, 255, 128, 3]);
        ColourJitter.Apply(image.Pixels, ColourMap.Of(2, 2, 1, 0, 128));
        Assert.Equal([0, 0, 255, 255, 255, 0], image.Pixels);
    }

    [Fact]
    public void ACropOfEverything_IsTheResizedPicture()
    {
        var image = Picture(20, 12);
        var crop = new RandomCrop { LeastArea = 1, Stretch = 1 };
        Assert.Equal(image.Pixels, crop.Apply(image, Random()).Pixels);
    }

    [Theory]
    [InlineData(224, 0.6)]
    [InlineData(31, 0.05)]
    [InlineData(1, 0.33)]
    [InlineData(299, 0.999)]
    public void ACrop_GivesTheSizeThatWasWanted(int side, double area)
    {
        var crop = new RandomCrop { LeastArea = area };
        var enlarged = crop.Enlarged(side);
        Assert.Equal(side, crop.Apply(Picture(enlarged, 3), Random()).Width);
    }

    [Fact]
    public void Crops_AreInsideWithAreaAndStretchInRange()
    {
        var crop = new RandomCrop { LeastArea = 0.2, GreatestArea = 0.7, Stretch = 1.5 };
        var random = Random();
        for (var i = 0; i < 300; i++)
        {
            var (columns, rows) = crop.Part(120, 80, random);
            var (across, down) = (columns.Length / 120, rows.Length / 80);
            Assert.InRange(across * down, 0.2 - 1e-9, 0.7 + 1e-9);
            Assert.InRange(across / down, (1 / 1.5) - 1e-9, 1.5 + 1e-9);
            Assert.True(columns.Start >= 0 && columns.Start + columns.Length <= 120 + 1e-9);
            Assert.True(rows.Start >= 0 && rows.Start + rows.Length <= 80 + 1e-9);
        }
    }

    [Fact]
    public void ACrop_AveragesThePixelsOfItsPart()
    {
        // Red grows with x, green with y: any linear filter gives them back at the middle of every result pixel.
        RgbImage image = new(100, 100, [.. Enumerable.Range(0, 10_000).SelectMany(i => new[] { (byte)(2 * (i % 100)), (byte)(2 * (i / 100)), (byte)0 })]);
        var crop = new RandomCrop { LeastArea = 0.25, GreatestArea = 0.25, Stretch = 1 };
        var (columns, rows) = crop.Part(100, 100, Random());
        var cut = crop.Apply(image, Random());
        Assert.Equal((50, 50), (cut.Width, cut.Height));
        for (var i = 2; i < 48; i++)
        {
            Assert.Equal(2 * (columns.Start + i), At(cut, i, 20, 0), 1.01);
            Assert.Equal(2 * (rows.Start + i), At(cut, 20, i, 1), 1.01);
        }
    }

    [Fact]
    public void Erasing_ChangesOneRectangleOfAllowedSize()
    {
        var erasing = new RandomErasing { Probability = 1, LeastArea = 0.1, GreatestArea = 0.3, Stretch = 2 };
        var random = Random();
        for (var i = 0; i < 50; i++)
        {
            RgbImage image = new(40, 30, new byte[3600]);
            erasing.Apply(image, random);
            var changed = Enumerable.Range(0, 1200).Where(at => image.Pixels.AsSpan(at * 3, 3).ContainsAnyExcept((byte)0)).ToArray();
            var (left, right) = (changed.Min(at => at % 40), changed.Max(at => at % 40));
            var (top, bottom) = (changed[0] / 40, changed[^1] / 40);
            var (width, height) = (right - left + 1, bottom - top + 1);
            Assert.Equal(width * height, changed.Length);
            Assert.InRange(changed.Length, 0.09 * 1200, 0.32 * 1200);
            Assert.InRange((double)height / width, 0.45, 2.2);
        }
    }

    [Fact]
    public void Probabilities_AreKept()
    {
        var random = Random();
        var image = Picture(4, 1);
        var flipped = Enumerable.Range(0, 4000).Count(_ => !new HorizontalFlip { Probability = 0.3 }.Apply(Copy(image), random).Pixels.SequenceEqual(image.Pixels));
        Assert.InRange(flipped, 1080, 1320);
    }

    private static double[] TurnHue(double[] rgb, double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var i = (0.596 * rgb[0]) - (0.274 * rgb[1]) - (0.322 * rgb[2]);
        var q = (0.211 * rgb[0]) - (0.523 * rgb[1]) + (0.312 * rgb[2]);
        var (y, turnedI, turnedQ) = (Grey(rgb[0], rgb[1], rgb[2]), (cos * i) - (sin * q), (sin * i) + (cos * q));
        // The usual rounded inverse of YIQ: right to a third of a level.
        return [y + (0.956 * turnedI) + (0.621 * turnedQ), y - (0.272 * turnedI) - (0.647 * turnedQ), y - (1.107 * turnedI) + (1.704 * turnedQ)];
    }

    private static double Grey(double red, double green, double blue) => (0.299 * red) + (0.587 * green) + (0.114 * blue);

    private static double Bilinear(RgbImage image, double x, double y, int channel)
    {
        var (left, top) = ((int)x, (int)y);
        var (right, below) = (Math.Min(left + 1, image.Width - 1), Math.Min(top + 1, image.Height - 1));
        var upper = At(image, left, top, channel) + ((x - left) * (At(image, right, top, channel) - At(image, left, top, channel)));
        var lower = At(image, left, below, channel) + ((x - left) * (At(image, right, below, channel) - At(image, left, below, channel)));
        return upper + ((y - top) * (lower - upper));
    }

    private static double At(RgbImage image, int x, int y, int channel) => image.Pixels[(((y * image.Width) + x) * 3) + channel];

    private static void Expect(RgbImage image, double tolerance, Func<int, int, int, double> expected)
    {
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var (x, y, channel) = (i / 3 % image.Width, i / 3 / image.Width, i % 3);
            Assert.InRange(image.Pixels[i] - expected(x, y, channel), -tolerance, tolerance);
        }
    }

    private static RgbImage Copy(RgbImage image) => new(image.Width, image.Height, [.. image.Pixels]);

    private static RandomStream Random() => new(7, "test");

    private static RgbImage Picture(int width, int height, int low = 0, int high = 255)
    {
        var random = new RandomStream(width, "picture");
        return new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(_ => (byte)(low + random.NextInt32(high - low + 1)))]);
    }
}
