using System.Buffers.Binary;
using TransferKit.Datasets;
using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Bench.Faults;

/// <summary>Writes changed copies of images: as they would come from a poor camera, or the same picture saved once more.</summary>
/// <param name="folder">Where to.</param>
internal sealed class ChangedCopies(string folder)
{
    private const int HeaderBytes = 54;

    // So few pixels a side that outlines stay and textures go.
    private const int PoorSide = 16;
    private const double PoorLight = 0.25;

    /// <summary>The image shrunk, which blurs it, and darkened.</summary>
    public ImageSample Poor(ImageSample sample) => Write(sample, "poor", image =>
    {
        var small = image.Resize(PoorSide, PoorSide, ResizeMode.Stretch);
        return new(small.Width, small.Height, [.. small.Pixels.Select(value => (byte)(value * PoorLight))]);
    });

    /// <summary>The same picture in another file.</summary>
    public ImageSample Saved(ImageSample sample) => Write(sample, "saved", image => image);

    private ImageSample Write(ImageSample sample, string kind, Func<RgbImage, RgbImage> change)
    {
        var path = Path.Combine(folder, $"{sample.Content.Hex}-{kind}.bmp");
        var image = change(ImageDecoder.Decode(sample.Path));
        var bytes = Bitmap(image);
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return sample with { Path = path, Name = Path.GetFileName(path), Content = ContentHash.Of(bytes), PerceptualHash = PerceptualHash.Of(image) };
    }

    /// <summary>24 bits a pixel, blue first, rows from the top (a height below zero), each filled up to four bytes.</summary>
    private static byte[] Bitmap(RgbImage image)
    {
        var stride = ((image.Width * RgbImage.Channels) + 3) / 4 * 4;
        var file = new byte[HeaderBytes + (stride * image.Height)];
        "BM"u8.CopyTo(file);
        foreach (var (offset, value) in new[] { (2, file.Length), (10, HeaderBytes), (14, 40), (18, image.Width), (22, -image.Height), (26, 1 | (24 << 16)) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(offset), value);
        }

        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var (from, to) = (((y * image.Width) + x) * RgbImage.Channels, HeaderBytes + (y * stride) + (x * RgbImage.Channels));
                (file[to], file[to + 1], file[to + 2]) = (image.Pixels[from + 2], image.Pixels[from + 1], image.Pixels[from]);
            }
        }

        return file;
    }
}
