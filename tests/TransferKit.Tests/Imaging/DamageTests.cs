using TransferKit.Foundation;
using TransferKit.Imaging;

namespace TransferKit.Tests.Imaging;

public sealed class DamageTests
{
    public static TheoryData<ImageFormat, ResizeMode> FormatsAndModes
    {
        get
        {
            var data = new TheoryData<ImageFormat, ResizeMode>();
            foreach (var format in Enum.GetValues<ImageFormat>())
            {
                data.Add(format, ResizeMode.Stretch);
                data.Add(format, ResizeMode.CenterCrop);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FormatsAndModes))]
    public void Truncation_IsNoticed(ImageFormat format, ResizeMode mode)
    {
        // Taller than wide, so that a crop does not use the last rows.
        var file = Noise(48, 160).Encode(format);
        foreach (var share in new[] { 0.3, 0.6, 0.9, 0.98 })
        {
            var error = Assert.Throws<InvalidImageException>(
                () => ImageDecoder.Decode(file.AsMemory(0, (int)(file.Length * share)), 16, 16, mode));
            Assert.Contains("damaged or truncated", error.Message);
        }
    }

    [Theory]
    [InlineData("jpegsave_buffer", "interlace", 1)]
    [InlineData("webpsave_buffer", "lossless", 1)]
    [InlineData("pngsave_buffer", "interlace", 1)]
    [InlineData("tiffsave_buffer", "compression", 1)]
    [InlineData("tiffsave_buffer", "compression", 2)]
    [InlineData("tiffsave_buffer", "tile", 1)]
    public void TruncationOfOtherKinds_IsNoticed(string saver, string setting, int value)
    {
        var file = Noise(160, 120).Save(saver, settings: save => save.Set(setting, value));
        _ = ImageDecoder.Decode(file);
        foreach (var share in new[] { 0.5, 0.95 })
        {
            ImageAssert.Refused(file[..(int)(file.Length * share)], "damaged or truncated");
        }
    }

    [Fact]
    public void Truncation_IsNoticedWhenLoadingAtAFraction()
    {
        var file = Noise(640, 480).Encode(ImageFormat.Jpeg);
        ImageAssert.Refused(file[..(file.Length / 2)], "damaged or truncated", "Jpeg");
    }

    [Fact]
    public void ErrorText_IsTheFilesOwn_WhateverOtherThreadsDo()
    {
        var jpeg = Noise(64, 48).Encode(ImageFormat.Jpeg);
        var tiff = Noise(64, 48).Encode(ImageFormat.Tiff);
        byte[][] files = [jpeg[..^200], tiff[..^200]];
        var alone = files.Select(file => ImageAssert.Refused(file).Message).ToArray();
        Parallel.For(0, 200, i => Assert.Equal(alone[i % 2], ImageAssert.Refused(files[i % 2]).Message));
        Assert.NotEqual(alone[0], alone[1]);
    }

    [Fact]
    public void MutatedFiles_AreDecodedOrRefused_NeverMore()
    {
        var random = new RandomStream(7, "mutations");
        foreach (var format in Enum.GetValues<ImageFormat>())
        {
            var file = Noise(40, 30).Encode(format);
            int decoded = 0, refused = 0;
            for (var round = 0; round < 150; round++)
            {
                var mutated = file[..(round % 3 == 0 ? random.NextInt32(file.Length + 1) : file.Length)];
                for (var change = random.NextInt32(12); change >= 0 && mutated.Length > 0; change--)
                {
                    var reach = round % 2 == 0 ? Math.Min(mutated.Length, 200) : mutated.Length;
                    mutated[random.NextInt32(reach)] = (byte)random.NextInt32(256);
                }

                try
                {
                    Assert.Equal(16, ImageDecoder.Decode(mutated, 16, 16, ResizeMode.Fit, new() { MaxPixels = 1_000_000 }).Height);
                    decoded++;
                }
                catch (InvalidImageException)
                {
                    refused++;
                }
            }

            Assert.True(refused > 0 && decoded + refused == 150, $"{format}: {decoded} decoded, {refused} refused");
        }
    }

    /// <summary>Pixels that no format can make small, so that every part of the file matters.</summary>
    private static RgbImage Noise(int width, int height)
    {
        var random = new RandomStream(3, "noise");
        var pixels = new byte[width * height * RgbImage.Channels];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)random.NextInt32(256);
        }

        return new RgbImage(width, height, pixels);
    }
}
